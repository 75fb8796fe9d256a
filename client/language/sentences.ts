import type { MessageKey } from "./useWords";

/**
 * The sentences that the shared schemas and the server say, with their place in the catalogues. The schemas are
 * worded once, in English; this is how they are read in another language.
 */
export const sentenceKeys: Readonly<Record<string, MessageKey>> = {
  "A contribution has at most 2,000 characters.": "sentence.contributionTooLong",
  "A name has at most 80 characters.": "sentence.nameTooLong",
  "A name has no control characters.": "sentence.nameControls",
  "A password has at least 10 characters.": "sentence.passwordTooShort",
  "A password has at most 128 characters.": "sentence.passwordTooLong",
  "An office has at most 80 characters.": "sentence.unitTooLong",
  "An office has no control characters.": "sentence.unitControls",
  "That is not a path of this site.": "sentence.notAPath",
  "That link is not whole.": "sentence.brokenLink",
  "The code has six digits.": "sentence.codeDigits",
  "Write something first.": "sentence.nothingWritten",
  "Write the name that colleagues know you by.": "sentence.nameMissing",
  "Write the part before the @.": "sentence.mailboxMissing",
  "Write your campus address.": "sentence.addressMissing",
  "Write your password.": "sentence.passwordMissing",
};
