/**
 * A stand-in for Pulumi's Node language host, for a CLI that came without one: the Go module proxy does not serve the
 * official host. It answers only what `up`, `preview`, `refresh`, `destroy`, policy packs, `install` and `about` ask.
 * It ends with the engine that started it, and so does everything that it has started.
 */
import { spawn, type ChildProcess, type SpawnOptions } from "node:child_process";
import {
  Server,
  ServerCredentials,
  status,
  type ServerUnaryCall,
  type ServerWritableStream,
  type UntypedServiceImplementation,
} from "@grpc/grpc-js";
import { LanguageRuntimeService, type ILanguageRuntimeServer } from "@pulumi/pulumi/proto/language_grpc_pb";
import {
  AboutResponse,
  GetProgramDependenciesResponse,
  GetRequiredPackagesResponse,
  GetRequiredPluginsResponse,
  InstallDependenciesResponse,
  LanguageHandshakeResponse,
  RunPluginResponse,
  RunResponse,
} from "@pulumi/pulumi/proto/language_pb";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import { version } from "@pulumi/pulumi/version";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { dependencies, plugin, program, programOutcome } from "./languageMessages";
import { pluginCommand, programCommand } from "./languageCommands";

const children = new Set<ChildProcess>();

/** Starts a process that ends with this one, and with the call that asked for it. */
function start(
  call: ServerUnaryCall<unknown, unknown> | ServerWritableStream<unknown, unknown>,
  command: string,
  args: readonly string[],
  options: SpawnOptions,
): ChildProcess {
  const child = spawn(command, args, options);
  children.add(child);
  child.once("close", () => children.delete(child));
  call.once("cancelled", () => child.kill("SIGTERM"));
  return child;
}

/** Ends a stream with an error that the engine shows; destroying it instead would leave the engine waiting. */
function fail(call: ServerWritableStream<unknown, unknown>, error: Error): void {
  call.emit("error", Object.assign(error, { code: status.UNKNOWN }));
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}

type Calls = Pick<
  ILanguageRuntimeServer,
  | "handshake"
  | "getPluginInfo"
  | "getRequiredPlugins"
  | "getRequiredPackages"
  | "installDependencies"
  | "about"
  | "getProgramDependencies"
  | "run"
  | "runPlugin"
  | "cancel"
>;

/** The calls that a language host answers; `engine` is the address of the engine. */
function calls(engine: string): Calls & UntypedServiceImplementation {
  return {
    handshake: (_call, done) => done(null, new LanguageHandshakeResponse()),
    getPluginInfo: (_call, done) => done(null, new PluginInfo().setVersion(version)),
    // Dynamic providers need no plugin but the one that comes with the SDK.
    getRequiredPlugins: (_call, done) => done(null, new GetRequiredPluginsResponse()),
    getRequiredPackages: (_call, done) => done(null, new GetRequiredPackagesResponse()),
    about: (_call, done) =>
      done(null, new AboutResponse().setExecutable(process.execPath).setVersion(process.version)),
    getProgramDependencies: (call, done) =>
      done(null, new GetProgramDependenciesResponse().setDependenciesList(dependencies(call.request))),
    // The engine closes its monitor next. The program then ends by itself, or is killed with this process.
    cancel: (_call, done) => done(null, new Empty()),

    run: (call, done) => {
      try {
        const { args, cwd, env } = programCommand(program(call.request, engine), process.env);
        // The engine shows this process's own output as the program's.
        const child = start(call, process.execPath, args, {
          cwd,
          env,
          stdio: ["ignore", "inherit", "inherit"],
        });
        child.once("error", (error) => done(error));
        child.once("exit", (code, signal) => {
          const { error, bail } = programOutcome(code, signal);
          done(null, new RunResponse().setError(error).setBail(bail));
        });
      } catch (error) {
        done(null, new RunResponse().setError(asError(error).message));
      }
    },

    runPlugin: (call) => {
      try {
        const { args, cwd, env } = pluginCommand(plugin(call.request));
        const child = start(call, process.execPath, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
        child.stdout?.on("data", (data: Buffer) => call.write(new RunPluginResponse().setStdout(data)));
        child.stderr?.on("data", (data: Buffer) => call.write(new RunPluginResponse().setStderr(data)));
        child.once("error", (error) => fail(call, error));
        child.once("close", (code) => {
          call.write(new RunPluginResponse().setExitcode(code ?? 1));
          call.end();
        });
      } catch (error) {
        fail(call, asError(error));
      }
    },

    installDependencies: (call) => {
      const child = start(call, "npm", ["install"], {
        cwd: call.request.getDirectory(),
        stdio: ["ignore", "pipe", "pipe"],
        shell: process.platform === "win32",
      });
      child.stdout?.on("data", (data: Buffer) =>
        call.write(new InstallDependenciesResponse().setStdout(data)),
      );
      child.stderr?.on("data", (data: Buffer) =>
        call.write(new InstallDependenciesResponse().setStderr(data)),
      );
      child.once("error", (error) => fail(call, error));
      child.once("close", (code) => {
        if (code === 0) call.end();
        else
          fail(call, new Error(`npm install in ${call.request.getDirectory()} ended with ${String(code)}.`));
      });
    },
  };
}

function end(exitCode: number): void {
  // No engine is left for what still runs.
  for (const child of children) child.kill("SIGKILL");
  process.exit(exitCode);
}

function main(engine: string | undefined): void {
  if (engine === undefined) {
    process.stderr.write(
      "pulumi-language-nodejs: the address of the engine is missing; the Pulumi CLI starts this.\n",
    );
    process.exitCode = 2;
    return;
  }
  const server = new Server({ "grpc.max_receive_message_length": -1, "grpc.max_send_message_length": -1 });
  server.addService(LanguageRuntimeService, calls(engine));
  server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, port) => {
    if (error !== null) {
      process.stderr.write(`pulumi-language-nodejs: cannot listen on 127.0.0.1: ${error.message}\n`);
      end(1);
    } else process.stdout.write(`${port}\n`);
  });
  // The engine holds the other end of standard input for as long as it lives, however it ends.
  process.stdin
    .once("end", () => end(0))
    .once("error", () => end(0))
    .resume();
  process.once("SIGINT", () => end(0)).once("SIGTERM", () => end(0));
}

// Flags for the official host, such as --tracing, come before the address.
main(process.argv.slice(2).at(-1));
