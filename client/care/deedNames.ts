/** What a deed is called among the words, without its feature. */
export type NameOf<Deed extends string> = Deed extends `${string}:${infer Name}` ? Name : never;

/** `forums:hidden` is `hidden` among the words. */
export function nameOf<Deed extends string>(deed: Deed): NameOf<Deed> {
  return deed.slice(deed.indexOf(":") + 1) as NameOf<Deed>;
}
