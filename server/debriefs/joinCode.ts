import { randomInt } from "node:crypto";

/**
 * Makes a code that is easy to read from the back of a hall and to say aloud, such as `KITE 42`. It opens nothing by
 * itself: only people of the room find the room by it.
 */
export function makeJoinCode(digits = 2): string {
  const word = WORDS[randomInt(WORDS.length)];
  return `${word} ${randomInt(10 ** (digits - 1), 10 ** digits)}`;
}

/** Short, concrete, unalike in sound, and harmless in English and Spanish. */
const WORDS = (
  "KITE LAMP FERN HARP OPAL REED SAGE TIDE WREN ARCH BIRD CLAY DUNE ELM FLAX GLEN HAZE IRIS JADE KELP LARK MOSS NOOK " +
  "OATS PEAR QUAY ROPE SAIL TEAL URN VINE WOOL YARN ZEST ACORN BASIL CEDAR DAISY EAGLE FABLE GRAPE HONEY IVORY JOLLY " +
  "KOALA LEMON MAPLE NORTH OLIVE PIANO QUILT RIVER STONE TULIP UMBER VIOLA WHEAT AMBER BREAD CANOE DELTA EMBER FROST " +
  "GROVE HARBOR ISLE JUNIPER KETTLE LINEN MEADOW NECTAR OCEAN PEBBLE QUARTZ ROBIN SILVER TIMBER VELVET WILLOW"
).split(" ");
