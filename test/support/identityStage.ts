import assert from "node:assert/strict";
import { type ChildProcess, fork } from "node:child_process";
import { createPrivateKey } from "node:crypto";
import { once } from "node:events";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type KeyAndCertificate, makeCertificate, toPfx } from "./certificates";
import { type Entra, ID_TOKEN_PATH, MACHINE_PATH, startEntra } from "./entra";
import type { Answer, Question } from "./tokenAsker";

type Values = Readonly<Record<string, string>>;
type Failure = Extract<Answer, { code: string }>;

/** An OIDC token as another identity provider gives it. */
export const ID_TOKEN = "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJyZXBvIn0.c2lnbmF0dXJl";

/** Stack config of an application, without the way it signs in. */
export const APPLICATION = {
  "azure-native:tenantId": "the-tenant.example",
  "azure-native:clientId": "11111111-2222-4333-8444-555555555555",
};

/**
 * A local authority over https, and a process that trusts it and asks it for tokens. Its folder holds the client's
 * certificate (`plain.pem`, `encrypted.pem`, `today.pfx`, `older.pfx`; the password is `the-password`), its
 * certificate without a key (`certificate-only.pem`), and `token.jwt`; an `az` there is the process's Azure CLI.
 */
export interface IdentityStage {
  readonly entra: Entra;
  readonly client: KeyAndCertificate;
  file(name: string): string;
  tokensOf(question: Partial<Question>): Promise<readonly string[]>;
  failureOf(question: Partial<Question>, child?: ChildProcess): Promise<Failure>;
  /** Another such process, which does not trust the authority. */
  startStranger(): ChildProcess;
  /** The behaviour of `az`, which writes its arguments to `az.log`. */
  useCli(script: string): void;
  /** The environment of a GitHub Actions job that may ask for an OIDC token. */
  githubJob(): Values;
  /** Forgets requests and refusals. */
  reset(): void;
  close(): Promise<void>;
}

export async function startIdentityStage(): Promise<IdentityStage> {
  const folder = mkdtempSync(join(tmpdir(), "identity-"));
  const file = (name: string): string => join(folder, name);
  const authority = makeCertificate("local authority");
  const client = makeCertificate("client");
  const entra = await startEntra(makeCertificate("127.0.0.1", authority));
  writeFileSync(file("authority.pem"), authority.certificate);
  writeClientFiles(client, file);
  const asker = startAsker({ NODE_EXTRA_CA_CERTS: file("authority.pem") });

  function startAsker(extra: Values = {}): ChildProcess {
    return fork(join(__dirname, "tokenAsker.js"), {
      env: {
        PATH: folder,
        HOME: folder,
        IDENTITY_ENDPOINT: `${entra.url}${MACHINE_PATH}`,
        IDENTITY_HEADER: "of-the-machine",
        AZURE_TENANT_ID: "tenant-of-default",
        AZURE_CLIENT_ID: "client-of-default",
        AZURE_CLIENT_SECRET: "secret-of-default",
        ...extra,
      },
    });
  }

  async function ask(question: Partial<Question>, child = asker): Promise<Answer> {
    const local = {
      "azure-native:activeDirectoryAuthorityHost": entra.url,
      "azure-native:disableInstanceDiscovery": "true",
    };
    const config = { ...local, ...question.config };
    child.send({ environment: {}, ...question, config });
    const [answer] = (await once(child, "message")) as [Answer];
    return answer;
  }

  async function tokensOf(question: Partial<Question>): Promise<readonly string[]> {
    const answer = await ask(question);
    assert.ok("tokens" in answer, "message" in answer ? answer.message : "");
    return answer.tokens;
  }

  async function failureOf(question: Partial<Question>, child = asker): Promise<Failure> {
    const answer = await ask(question, child);
    assert.ok("code" in answer, "it gave a token");
    return answer;
  }

  function useCli(script: string): void {
    writeFileSync(file("az"), `#!/bin/sh\necho "$@" >> ${file("az.log")}\n${script}\n`);
    chmodSync(file("az"), 0o755);
  }

  return {
    entra,
    client,
    file,
    tokensOf,
    failureOf,
    startStranger: () => startAsker(),
    useCli,
    githubJob: () => ({
      ARM_USE_OIDC: "true",
      ACTIONS_ID_TOKEN_REQUEST_URL: `${entra.url}${ID_TOKEN_PATH}`,
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: "the-request-token",
    }),
    reset() {
      entra.tokenRequests.length = 0;
      entra.idTokenRequests.length = 0;
      entra.refusal = undefined;
      entra.idToken = { status: 200, value: ID_TOKEN };
      useCli("echo none >&2; exit 1");
      rmSync(file("az.log"), { force: true });
    },
    async close() {
      asker.kill();
      await entra.close();
      rmSync(folder, { recursive: true });
    },
  };
}

function writeClientFiles(client: KeyAndCertificate, file: (name: string) => string): void {
  const { key, certificate } = client;
  const encrypted = createPrivateKey(key).export({
    type: "pkcs8",
    format: "pem",
    cipher: "aes-256-cbc",
    passphrase: "the-password",
  });
  writeFileSync(file("plain.pem"), certificate + key);
  writeFileSync(file("encrypted.pem"), `${encrypted.toString()}${certificate}`);
  writeFileSync(file("today.pfx"), toPfx(client, "the-password", "aes256"));
  writeFileSync(file("older.pfx"), toPfx(client, "the-password", "3des"));
  writeFileSync(file("certificate-only.pem"), certificate);
  writeFileSync(file("token.jwt"), `${ID_TOKEN}\n`);
}
