import mongoose, { Schema } from "mongoose";
import { isDuplicate } from "#server/database/duplicates";
import { newId } from "#shared/ids";
import {
  type GivenRole,
  type Role as RoleName,
  roles,
  type ScopeKind,
  scopeKinds,
} from "#shared/people/viewer";

export interface RoleRecord extends GivenRole {
  _id: string;
  personId: string;
  givenAt: Date;
  /** The giver's person id; null from the command line. */
  givenBy: string | null;
}

const role = new Schema<RoleRecord>(
  {
    _id: { type: String, required: true },
    personId: { type: String, required: true },
    role: { type: String, enum: roles, required: true },
    scopeKind: { type: String, enum: scopeKinds, required: true },
    scopeId: { type: String, default: null },
    givenAt: { type: Date, required: true },
    givenBy: { type: String, default: null },
  },
  { versionKey: false, collection: "roles", strict: "throw" },
);
role.index({ personId: 1, role: 1, scopeKind: 1, scopeId: 1 }, { unique: true });
role.index({ role: 1, scopeKind: 1, scopeId: 1, _id: -1 });

export const Role = mongoose.model("Role", role);

/** Stores a role unless the person holds it already, and says whether it is new. */
export async function keepRole(
  held: Omit<RoleRecord, "_id" | "givenAt">,
): Promise<{ record: RoleRecord; isNew: boolean }> {
  const { personId, role, scopeKind, scopeId, givenBy } = held;
  const known = await Role.findOne({ personId, role, scopeKind, scopeId }).lean<RoleRecord>();
  if (known !== null) return { record: known, isNew: false };
  try {
    const record: RoleRecord = {
      _id: newId(),
      personId,
      role,
      scopeKind,
      scopeId,
      givenAt: new Date(),
      givenBy,
    };
    await Role.create(record);
    return { record, isNew: true };
  } catch (error) {
    if (!isDuplicate(error)) throw error;
    return {
      record: (await Role.findOne({ personId, role, scopeKind, scopeId }).lean<RoleRecord>())!,
      isNew: false,
    };
  }
}

/**
 * Takes a role away and says whether that was done: the last holder of a role in a scope keeps it. It is taken first
 * and given back where nobody else is left, so that two who take each other's at once both fail, and never both succeed.
 */
export async function takeUnlessLast({ _id, role, scopeKind, scopeId }: RoleRecord): Promise<boolean> {
  const taken = await Role.findOneAndDelete({ _id }).lean<RoleRecord>();
  if (taken === null) return true;
  if ((await Role.exists({ role, scopeKind, scopeId })) !== null) return true;
  await Role.create(taken);
  return false;
}

/** What those people hold, in no order. */
export async function listHeldRecords(personIds: readonly string[]): Promise<RoleRecord[]> {
  return await Role.find({ personId: mongoose.trusted({ $in: [...new Set(personIds)] }) }).lean<
    RoleRecord[]
  >();
}

/** What a list of roles is narrowed to: every role, or roles of some names in some scopes. */
export type RoleFilter = "every" | { role: RoleName; scopeKind: ScopeKind; scopeIds: (string | null)[] }[];

/** Roles, newest first, from before the one named. */
export async function listRoleRecords(
  filter: RoleFilter,
  before: string | null,
  limit: number,
): Promise<RoleRecord[]> {
  const alternatives =
    filter === "every"
      ? {}
      : {
          $or: filter.map(({ role, scopeKind, scopeIds }) => ({
            role,
            scopeKind,
            scopeId: mongoose.trusted({ $in: scopeIds }),
          })),
        };
  const older = before === null ? {} : { _id: mongoose.trusted({ $lt: before }) };
  return await Role.find({ ...alternatives, ...older })
    .sort({ _id: -1 })
    .limit(limit)
    .lean<RoleRecord[]>();
}
