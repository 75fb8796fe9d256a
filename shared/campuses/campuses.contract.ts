import * as z from "zod/mini";
import { idSchema } from "#shared/ids";

/** Hues that reach 4.5:1 in both themes; always shown together with a glyph. */
export const campusHues = ["moss", "rose", "lake", "clay", "plum", "teal", "gold", "slate"] as const;
export const campusGlyphs = ["◆", "●", "▲", "■", "✚", "★", "⬟", "◗"] as const;

/** How a campus is marked wherever it is named: never by colour alone. */
export const campusMark = z.object({
  id: idSchema,
  name: z.string(),
  shortName: z.string(),
  hue: z.enum(campusHues),
  glyph: z.enum(campusGlyphs),
  /** IANA name, such as `America/Los_Angeles`. */
  timeZone: z.string(),
});
export type CampusMark = z.infer<typeof campusMark>;

/** A campus as the sign-up page shows it, with the domains from which an address can be built. */
export const campusView = z.extend(campusMark, { emailDomains: z.array(z.string()) });
export type CampusView = z.infer<typeof campusView>;
