import type { Language } from "#shared/languages";
import { loadProofWords } from "../accounts/proof.words";
import { loadRolesWords } from "../campuses/roles.words";
import { loadCareWords } from "../care/care.words";
import { loadGatheringWords } from "../debriefs/debriefs.words";
import { loadStartingWords } from "../forums/starting.words";
import { loadGroupWords } from "../groups/groups.words";
import { loadMailWords } from "../notifications/mail.words";
import { loadNotificationWords } from "../notifications/notifications.words";
import { loadSearchWords } from "../search/search.words";

/** How pages of each kind fetch what they alone say: these ways, too, come with the first of such pages. */
export const pageWords = {
  care: loadCareWords,
  groups: async (language: Language) => {
    await Promise.all([loadGroupWords(language), loadGatheringWords(language)]);
  },
  mail: loadMailWords,
  notifications: loadNotificationWords,
  proof: loadProofWords,
  roles: loadRolesWords,
  search: loadSearchWords,
  starting: loadStartingWords,
};
