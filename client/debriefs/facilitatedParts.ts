import { FacilitatorBar } from "./FacilitatorBar";
import { HandDeeds, HandsDeeds, Spoken } from "./HandsFacilitated";
import { PauseFromRemark } from "./PauseFrom";
import { PeopleFacilitated } from "./PeopleFacilitated";

/** What of a room only whoever facilitates it sees, fetched together. */
export const facilitatedParts = {
  FacilitatorBar,
  HandDeeds,
  HandsDeeds,
  PauseFromRemark,
  PeopleFacilitated,
  Spoken,
};
