import assert from "node:assert/strict";
import { toNetworkError } from "../../../../../provider/marketplace/http/networkError";

const REQUEST = { method: "GET", url: "https://api.example/x?y=secret" } as const;
const USUAL = { notSent: false, attemptTimeoutMs: 250, redact: (text: string): string => text };

/** As Node reports one address of several. */
function refused(code: string, address: string): Error {
  return Object.assign(new Error(`connect ${code} ${address}:443`), { code, address, port: 443 });
}

/** As got wraps what Node threw: without the message, which is empty, and with the code of the first. */
function wrapped(errors: readonly Error[]): Error {
  const cause = Object.assign(new AggregateError(errors), { code: "ECONNREFUSED" });
  return Object.assign(new Error("", { cause }), { code: "ECONNREFUSED" });
}

function messageOf(error: unknown, more: Partial<typeof USUAL> = {}): string {
  return toNetworkError(REQUEST, error, { ...USUAL, ...more }).message;
}

describe("toNetworkError", () => {
  it("names each address and its reason where a name has several", () => {
    const message = messageOf(
      wrapped([refused("ECONNREFUSED", "::1"), refused("EHOSTUNREACH", "192.0.2.1")]),
    );
    assert.match(
      message,
      /^GET \/x received no complete response from api\.example: no address could be reached: \[::1\]:443 ECONNREFUSED, 192\.0\.2\.1:443 EHOSTUNREACH/,
    );
    assert.doesNotMatch(message, /Node's limit|autoselection/);
  });

  it("says when it was Node's limit for each address, and how to raise it", () => {
    const message = messageOf(
      wrapped([refused("ETIMEDOUT", "2001:db8::1"), refused("ENETUNREACH", "192.0.2.1")]),
    );
    assert.match(
      message,
      /\[2001:db8::1\]:443 no response within 250 ms, which is Node's limit for each address/,
    );
    assert.match(message, /NODE_OPTIONS=--network-family-autoselection-attempt-timeout=2000/);
  });

  it("takes a timeout of the last address for the network's own", () => {
    const message = messageOf(
      wrapped([refused("ENETUNREACH", "2001:db8::1"), refused("ETIMEDOUT", "192.0.2.1")]),
    );
    assert.match(message, /192\.0\.2\.1:443 ETIMEDOUT/);
    assert.doesNotMatch(message, /Node's limit/);
  });

  it("bounds how many addresses it names", () => {
    const errors = Array.from({ length: 9 }, (_, index) => refused("ECONNREFUSED", `192.0.2.${index}`));
    assert.match(messageOf(wrapped(errors)), /192\.0\.2\.5:443 ECONNREFUSED, and 3 more/);
  });

  it("keeps an error of an address that has no code", () =>
    assert.match(
      messageOf(wrapped([new Error("blocked"), refused("EPERM", "192.0.2.1")])),
      /: blocked, 192/,
    ));

  for (const [code, advice] of [
    ["ETIMEDOUT", /Try again later/],
    ["ENOTFOUND", /DNS/],
    ["SELF_SIGNED_CERT_IN_CHAIN", /NODE_EXTRA_CA_CERTS/],
    ["ERR_PROXY_TUNNEL", /user name and password/],
    ["ECONNRESET", /NO_PROXY/],
  ] as const) {
    it(`advises on ${code}`, () => {
      const message = messageOf(Object.assign(new Error("it failed"), { code }));
      assert.match(message, advice);
      assert.ok(message.includes(`it failed (${code})`));
    });
  }

  it("says when nothing was sent, and shows neither query nor secrets", () => {
    const redact = (text: string): string => text.replaceAll("hunter2", "[secret]");
    const error = toNetworkError(REQUEST, new Error("via http://u:hunter2@p"), {
      ...USUAL,
      notSent: true,
      redact,
    });
    assert.match(error.message, /^GET \/x was not sent, since there is no connection to api\.example: /);
    assert.equal(error.notSent, "unreachable");
    assert.doesNotMatch(error.message + String(error.cause), /hunter2|secret=|y=/);
  });
});
