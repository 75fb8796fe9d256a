import { MongoClient } from "mongodb";

/** Connects to a store. It imports by name at the top, for in a bundle whoever imports the driver later finds no names. */
export function connectTo(uri: string): Promise<MongoClient> {
  return new MongoClient(uri).connect();
}
