import type { GuideView } from "#shared/convenings/convenings.contract";

/** The hour that a campus spends together when the alliance has not published a guide of its own. */
export const defaultGuide: GuideView = {
  version: 1,
  segments: [
    {
      id: "opening",
      kind: "openingRound",
      minutes: 5,
      title: { en: "Opening round", es: "Ronda de apertura" },
      prompt: {
        en: "In one sentence each: who are you here today, and what did you bring with you from this session or this week?",
        es: "En una frase cada quien: ¿quién es usted hoy aquí y qué trae de esta sesión o de esta semana?",
      },
    },
    {
      id: "commitments-before",
      kind: "lastCommitments",
      minutes: 8,
      title: { en: "Last month’s commitments", es: "Los compromisos del mes pasado" },
      prompt: {
        en: "What became of what we said we would do? Say what moved, what got in the way, and what we should let go.",
        es: "¿Qué pasó con lo que dijimos que haríamos? Digan qué avanzó, qué se interpuso y qué conviene soltar.",
      },
    },
    {
      id: "gleaned",
      kind: "gleanedCards",
      minutes: 10,
      title: { en: "What was gleaned", es: "Lo que recogimos" },
      prompt: {
        en: "You who attended: what did you hear that our colleagues need to know? You who could not: what do you want to ask?",
        es: "Quienes asistieron: ¿qué escucharon que nuestras colegas y nuestros colegas necesitan saber? Quienes no pudieron: ¿qué quieren preguntar?",
      },
    },
    {
      id: "try-here",
      kind: "openDiscussion",
      minutes: 20,
      title: { en: "What will we try here?", es: "¿Qué probaremos aquí?" },
      prompt: {
        en: "Where on our own campus does this show, and for whom? What is one thing within our reach that we could try before we meet again?",
        es: "¿Dónde se nota esto en nuestro propio campus, y para quiénes? ¿Qué está a nuestro alcance y podríamos probar antes de volver a reunirnos?",
      },
    },
    {
      id: "commitments",
      kind: "commitments",
      minutes: 12,
      title: { en: "Commitments", es: "Compromisos" },
      prompt: {
        en: "Who will do what, by when, and whose help do they need? Make it small enough to be done and clear enough to be seen.",
        es: "¿Quién hará qué, para cuándo y con la ayuda de quién? Que sea tan pequeño que se pueda cumplir y tan claro que se pueda ver.",
      },
    },
    {
      id: "closing",
      kind: "closingRound",
      minutes: 5,
      title: { en: "Closing round", es: "Ronda de cierre" },
      prompt: {
        en: "One word or one sentence: what do you leave with, and whose voice do we want to hear next time?",
        es: "Una palabra o una frase: ¿con qué se va usted y qué voz queremos escuchar la próxima vez?",
      },
    },
  ],
};
