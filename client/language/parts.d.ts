/** The parts of a catalogue that the build keeps apart; see `vite.config.ts`. */
declare module "*.json?part=writing" {
  const messages: Record<string, string>;
  export default messages;
}

declare module "*.json?part=starting" {
  const messages: Record<string, string>;
  export default messages;
}

declare module "*.json?part=deciding" {
  const messages: Record<string, string>;
  export default messages;
}

declare module "*.json?part=groups" {
  const messages: Record<string, string>;
  export default messages;
}

declare module "*.json?part=proof" {
  const messages: Record<string, string>;
  export default messages;
}

declare module "*.json?part=facilitating" {
  const messages: Record<string, string>;
  export default messages;
}

declare module "*.json?part=roles" {
  const messages: Record<string, string>;
  export default messages;
}

declare module "*.json?part=care" {
  const messages: Record<string, string>;
  export default messages;
}

declare module "*.json?part=notifications" {
  const messages: Record<string, string>;
  export default messages;
}

declare module "*.json?part=blocks" {
  const messages: Record<string, string>;
  export default messages;
}

declare module "*.json?part=mail" {
  const messages: Record<string, string>;
  export default messages;
}

declare module "*.json?part=room" {
  const messages: Record<string, string>;
  export default messages;
}

declare module "*.json?part=gathering" {
  const messages: Record<string, string>;
  export default messages;
}

declare module "*.json?part=digest" {
  const messages: Record<string, string>;
  export default messages;
}

declare module "*.json?part=held" {
  const messages: Record<string, string>;
  export default messages;
}

declare module "*.json?part=line" {
  const messages: Record<string, string>;
  export default messages;
}

declare module "*.json?part=search" {
  const messages: Record<string, string>;
  export default messages;
}
