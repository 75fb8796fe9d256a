import { FacilitatorBar } from "./FacilitatorBar";
import { PeopleFacilitated } from "./PeopleFacilitated";

/** What of a room only whoever facilitates it sees, fetched together. */
export const facilitatedParts = { FacilitatorBar, PeopleFacilitated };
