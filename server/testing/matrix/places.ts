/** Where things are, seen from Alder: at home, next door in the same alliance, and in an alliance that knows nothing of it. */
export const places = ["alder", "birch", "cedar"] as const;
export type Place = (typeof places)[number];

export const programOf = { alder: "northern", birch: "northern", cedar: "southern" } as const;
export const whose = { alder: "own", birch: "the next campus’s", cedar: "another alliance’s" };
