/** Somebody whom a demonstration lets one be with one click. */
export interface CastMember {
  key: string;
  name: string;
  unit: string;
  /** What they may do, in a few words. */
  part: string;
  campusKey: "alder" | "birch" | "cedar";
  address: string;
}

/** The people of demonstrations and tests, at plainly made-up campuses. Known by heart, so never renamed. */
export const cast = [
  {
    key: "fay",
    name: "Fay",
    unit: "Teaching and Learning",
    part: "Facilitates Alder State’s debrief",
    campusKey: "alder",
    address: "fay@alder.example",
  },
  {
    key: "max",
    name: "Max",
    unit: "Counseling",
    part: "Member at Alder State",
    campusKey: "alder",
    address: "max@alder.example",
  },
  {
    key: "mia",
    name: "Mia",
    unit: "Library",
    part: "Member at Alder State",
    campusKey: "alder",
    address: "mia@alder.example",
  },
  {
    key: "ola",
    name: "Ola",
    unit: "Mathematics",
    part: "Member at Birch College, outside Alder’s room",
    campusKey: "birch",
    address: "ola@birch.example",
  },
  {
    key: "cora",
    name: "Cora",
    unit: "Office of the President",
    part: "Coordinates Alder State",
    campusKey: "alder",
    address: "cora@alder.example",
  },
  {
    key: "stu",
    name: "Stu",
    unit: "Alliance Office",
    part: "Steward of the alliance",
    campusKey: "cedar",
    address: "stu@cedar.example",
  },
  {
    key: "ada",
    name: "Ada",
    unit: "Information Technology",
    part: "Administers the deployment",
    campusKey: "cedar",
    address: "ada@cedar.example",
  },
] as const satisfies CastMember[];

export type CastKey = (typeof cast)[number]["key"];
