/*
 * Has a server believe that it is later, so that a story need not wait for tomorrow.
 */
const ahead = Number(process.env.CLOCK_AHEAD);
const Now = globalThis.Date;
globalThis.Date = class LaterDate extends Now {
  constructor(...given) {
    super(...(given.length === 0 ? [Now.now() + ahead] : given));
  }

  static now() {
    return Now.now() + ahead;
  }
};
// Schemas are told what is a date by its name.
Object.defineProperty(globalThis.Date, "name", { value: "Date" });
