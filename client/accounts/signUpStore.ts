import { create } from "zustand";
import { createJSONStorage, persist } from "zustand/middleware";

interface SignUpDraft {
  programId: string;
  campusId: string;
  mailbox: string;
  domain: string;
  name: string;
  unit: string;
  /** Where the last message of confirmation went. */
  address: string;
}

export const emptyDraft: SignUpDraft = {
  programId: "",
  campusId: "",
  mailbox: "",
  domain: "",
  name: "",
  unit: "",
  address: "",
};

/** What was typed while signing up, so that a reload loses nothing; never the password. Gone when the tab closes. */
export const useSignUpStore = create<SignUpDraft>()(
  persist(() => emptyDraft, { name: "throughline.signUp", storage: createJSONStorage(() => sessionStorage) }),
);
