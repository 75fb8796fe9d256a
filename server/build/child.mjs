import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

/** The folder of the whole project, where every command runs. */
export const root = fileURLToPath(new URL("../..", import.meta.url));

/**
 * Runs this Node with `args` and waits. Answers its exit code (1 where a signal or `minutes` ended it) and, when
 * `isQuiet`, what it said; otherwise it speaks for itself. Stopping us stops it and everything that it started.
 */
export function runNode(args, options = {}) {
  return run(process.execPath, args, options);
}

/** The same for any program. */
export function run(program, args, { isQuiet = false, minutes = 30, env = {}, shell = false } = {}) {
  return new Promise((resolve) => {
    const said = [];
    const output = isQuiet ? "pipe" : "inherit";
    const child = spawn(program, args, {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: ["ignore", output, output],
      // A process group of its own, so that whatever it leaves behind can be ended with it.
      detached: process.platform !== "win32",
      shell,
    });
    child.stdout?.on("data", (chunk) => said.push(chunk));
    child.stderr?.on("data", (chunk) => said.push(chunk));

    const timer = setTimeout(() => {
      said.push(`\nIt took too long and was ended after ${minutes.toFixed(1)} minutes.\n`);
      // Asked first, so that it can close the browser that it holds; then not asked.
      endGroup(child, "SIGTERM");
      setTimeout(() => endGroup(child, "SIGKILL"), 5_000).unref();
    }, minutes * 60_000);
    const unhook = onStop((signal) => endGroup(child, signal));
    const finish = (code) => {
      clearTimeout(timer);
      unhook();
      resolve({ code: code ?? 1, output: said.join("") });
    };
    child.on("error", (error) => {
      said.push(`${error.message}\n`);
      finish(1);
    });
    child.on("close", finish);
  });
}

/** Passes the signals that ask us to stop on to `end`, and leaves once the child is gone. Answers how to undo it. */
function onStop(end) {
  let isStopped = false;
  const stop = (signal) => {
    isStopped = true;
    end(signal);
  };
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"];
  for (const signal of signals) process.on(signal, stop);
  return () => {
    for (const signal of signals) process.off(signal, stop);
    if (isStopped) process.exit(130);
  };
}

function endGroup(child, signal) {
  if (child.pid === undefined) return;
  try {
    if (process.platform === "win32") child.kill(signal);
    else process.kill(-child.pid, signal);
  } catch {
    // It has ended by itself.
  }
}
