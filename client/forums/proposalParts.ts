import { DecisionBox } from "./DecisionBox";
import { PositionFields } from "./PositionFields";
import { PositionMark } from "./PositionMark";

/** What of a thread's page only proposals have: fetched together. */
export const proposalParts = {
  Decision: DecisionBox,
  PositionLabel: PositionMark,
  PositionChoice: PositionFields,
};
