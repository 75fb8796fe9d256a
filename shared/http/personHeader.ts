/**
 * Names the person for whom a request is meant, by id. A browser has one session for all its windows; where somebody
 * else has signed in meanwhile, the request is refused instead of being done under the wrong name.
 */
export const PERSON_HEADER = "x-person";
