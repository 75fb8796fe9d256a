import type { CastKey } from "#server/accounts/cast";
import type { ThreadRecord } from "#server/forums/threads.model";
import type { Position } from "#shared/forums/proposals.contract";
import { letters } from "./seedLetters";

/** One thing that somebody of the cast said. */
export interface Said {
  by: CastKey;
  text: string;
  isTried?: boolean;
  position?: Position;
  thanks?: number;
  resonates?: number;
}

/** A thread of the demonstration, the opening first. */
export interface ThreadScript extends Pick<ThreadRecord, "kind" | "title" | "tags"> {
  category: "Announcements" | "Questions" | "Practice" | "Introductions";
  daysAgo: number;
  isPinned?: boolean;
  acceptedPlace?: number;
  /** Of a proposal: how long positions are still taken. */
  decideInDays?: number;
  poll?: ThreadRecord["poll"];
  said: Said[];
}

const say = (by: CastKey, text: string, more: Omit<Said, "by" | "text"> = {}): Said => ({
  by,
  text,
  ...more,
});

const choices = ["Mornings before classes", "The noon hour", "Late afternoons", "It depends on the month"];

/** What the forum of the demonstration holds: plainly made up, of every kind there is. */
export const threadScripts: readonly ThreadScript[] = [
  {
    ...{ category: "Announcements", kind: "announcement", daysAgo: 20, isPinned: true },
    ...{ title: "How this forum is meant", tags: ["norms"] },
    said: [
      say(
        "stu",
        "What your campus worked out in its hour belongs to your campus. What you bring here, you bring for the three of us.\n\nWrite as you would speak at a table: say what happened, say what you do not know, and leave out the names of people who are not here.",
        { thanks: 4 },
      ),
      say("cora", "May we quote from here in a report?"),
      say(
        "stu",
        "Ask whoever wrote it. A thread can be found by everybody of the three campuses, but it is not published.",
      ),
      say("mia", "Good. That makes it easier to begin."),
    ],
  },
  {
    ...{ category: "Introductions", kind: "discussion", daysAgo: 19 },
    ...{ title: "Who is here?", tags: [] },
    said: [
      say("stu", "Say who you are, what you work on, and one thing that you would like to be asked about."),
      say(
        "max",
        "Max, Counseling, Alder. Ask me about the first appointment: who comes, and who does not come twice.",
      ),
      say("mia", "Mia, Library, Alder. Ask me about fines. We let them go two years ago.", { resonates: 2 }),
      say("ola", "Ola, Mathematics, Birch. Ask me about placement without a test."),
      say("fay", "Fay, Teaching and Learning, Alder. I run our hour. Ask me about silences."),
      say(
        "cora",
        "Cora, Office of the President, Alder. Ask me who decides, and I will tell you who thinks they do.",
      ),
    ],
  },
  {
    ...{ category: "Questions", kind: "question", daysAgo: 15, acceptedPlace: 3 },
    ...{ title: "How do you thank people who answered a survey?", tags: ["surveys", "trust"] },
    said: [
      say(
        "max",
        "We asked four hundred students how the first week went and sent them nothing back. I would like to do better the next time.",
      ),
      say(
        "ola",
        "We put one page on the door of the department: what you said, what we changed, what we did not.",
      ),
      say("fay", "Who wrote it?"),
      say(
        "ola",
        "Two students whom we paid for it. One page, three headings, no chart. It went up two weeks after the survey closed.",
        { thanks: 3 },
      ),
      say("max", "Two weeks is the part that we missed. Thank you, that is my answer."),
    ],
  },
  {
    ...{ category: "Questions", kind: "question", daysAgo: 6 },
    ...{ title: "What do you do when only three people answer?", tags: ["surveys"] },
    said: [
      say(
        "mia",
        "In a small department three answers are enough to know who wrote them. Do you report them at all?",
      ),
      say("cora", "We add them to the division’s. Fewer than five never stand alone."),
      say("max", "And we say so before they answer, so that they know whom they are speaking to.", {
        resonates: 3,
      }),
      say("ola", "Does that not make the small departments disappear from every report?"),
    ],
  },
  {
    ...{ category: "Practice", kind: "practice", daysAgo: 17 },
    ...{ title: "Read the syllabus aloud, as a student would", tags: ["syllabi", "teaching"] },
    said: [
      say(
        "fay",
        "Two colleagues swap syllabi. Each reads the other’s aloud from the beginning and stops wherever a student might ask what happens if they cannot.\n\nIt takes forty minutes. Mark the stops; do not discuss them yet. Then each says which one stop they will rewrite by Monday.",
        { thanks: 5, resonates: 2 },
      ),
      say(
        "ola",
        "We tried it with six people in Mathematics. Eleven stops on the first page, nine of them about being late.",
        { isTried: true, thanks: 2 },
      ),
      say("max", "What did you rewrite?"),
      say(
        "ola",
        "“Late work is not accepted” became “If something keeps you, write to me before Friday, and we will find a day.”",
        { resonates: 4 },
      ),
      say(
        "mia",
        "We tried it on the library’s rules instead of a syllabus. It works just as well, and hurts more.",
        { isTried: true },
      ),
      say("cora", "Could the two of you bring the before and after to our next hour?"),
      say("ola", "Yes. Without names."),
    ],
  },
  {
    ...{ category: "Practice", kind: "practice", daysAgo: 9 },
    ...{ title: "Call before the hold, not after it", tags: ["holds", "advising"] },
    said: [
      say(
        "max",
        "A hold on registration goes out by letter, and half of them are about less than fifty dollars. For two weeks we called first.",
      ),
      say("cora", "How many calls?"),
      say("max", "Sixty-one. Forty-four people had settled it before the letter would have been printed.", {
        thanks: 3,
      }),
      say(
        "ola",
        "We tried it for one week in our division: nineteen calls, sixteen settled. The others did not pick up.",
        { isTried: true },
      ),
    ],
  },
  {
    ...{ category: "Questions", kind: "poll", daysAgo: 4 },
    ...{ title: "When should the campuses’ hours be next term?", tags: ["scheduling"] },
    poll: {
      options: choices.map((label) => ({ label, votes: 0 })),
      isMultiple: true,
      voters: 0,
    },
    said: [
      say(
        "stu",
        "Each campus keeps its own hour. This only tells us when to leave the alliance’s calendar free.",
      ),
      say("fay", "Mornings lose us everybody who teaches at eight."),
      say("ola", "And late afternoons everybody who fetches a child."),
    ],
  },
  {
    ...{ category: "Questions", kind: "proposal", daysAgo: 3, decideInDays: 4 },
    ...{ title: "Every hour begins with what became of the last one", tags: ["hours"] },
    said: [
      say(
        "stu",
        "I propose that each campus gives the first five minutes of its hour to what it had promised: done, partly, blocked or dropped, without a word of blame.",
      ),
      say("max", "We do so already, and people come earlier for it.", { position: "agree" }),
      say("mia", "Five minutes are ten as soon as somebody explains. I would not stand in the way.", {
        position: "abstain",
      }),
      say("ola", "Only if ‘dropped’ may stand there without a reason.", { position: "agree" }),
    ],
  },
  {
    ...{ category: "Practice", kind: "discussion", daysAgo: 21 },
    ...{ title: "One line from a letter that you would write differently", tags: ["letters"] },
    said: [
      say(
        "mia",
        "From any form, notice or letter of ours: one line as it stands, and one line as you would say it. No names, no comments; we will read them together at the end of the month.",
      ),
      ...letters.map(([by, before, after]) => say(by, `“${before}”\n\n“${after}”`)),
    ],
  },
];
