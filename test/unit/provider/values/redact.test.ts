import assert from "node:assert/strict";
import { redact, redactor } from "../../../../provider/values/redact";

describe("redact", () => {
  it("leaves no e-mail address, signature or token", () => {
    const secrets: readonly (readonly [string, string])[] = [
      ['{"emails":"jane.doe+x@contoso.co.uk"}', '{"emails":"redacted@redacted.invalid"}'],
      ["https://s.test/a.vhd?sv=1&sig=abc%2Fdef%3D&se=2", "https://s.test/a.vhd?sv=1&sig=redacted&se=2"],
      ["sig%3Dabc", "sig%3Dredacted"],
      ["eyJhbGciOiJSUzI1NiJ9.eyJhdWQiOiJ4In0.c2ln", "redacted-token"],
      ["eyJhbGciOiJkaXIifQ..aXYtaXY.Y2lwaGVy.dGFn x", "redacted-token x"],
      ["eyJhbGciOiJSU0EifQ.a2V5a2V5a2V5.aXYtaXY.Y2lwaGVy.dGFn", "redacted-token"],
      [String.raw`?sv=1\u0026sig=a\u002Bb\u003D\u0026se=2`, String.raw`?sv=1\u0026sig=redacted\u0026se=2`],
      [String.raw`x\u003Fsig=abc`, String.raw`x\u003Fsig=redacted`],
      ["x%3Fsv%3D1%26sig%3DSECRET", "x%3Fsv%3D1%26sig%3Dredacted"],
      ["?SIG=abc&x=1", "?SIG=redacted&x=1"],
      [`?sig=${"a".repeat(5_000)}&x=1`, "?sig=redacted&x=1"],
      ["?u=user%40contoso.com", "?u=redacted@redacted.invalid"],
      [String.raw`"jo\u0040contoso.com"`, '"redacted@redacted.invalid"'],
      ["to anna@münchen.de now", "to redacted@redacted.invalid now"],
      ["o'brien@x.com", "redacted@redacted.invalid"],
      [String.raw`"o\u0027brien@x.com"`, '"redacted@redacted.invalid"'],
      ["jörg@x.de", "redacted@redacted.invalid"],
      ['{"sasToken": "a\\"b", "x":1}', '{"sasToken": "redacted", "x":1}'],
      ['{"ClientSecret":"a","PASSWORD":7}', '{"ClientSecret":"redacted","PASSWORD":"redacted"}'],
      [String.raw`"{\"accountKey\":\"abc\"}"`, String.raw`"{\"accountKey\":\"redacted\"}"`],
      ["AccountName=x;AccountKey=ab/+==;End=y", "AccountName=x;AccountKey=redacted;End=y"],
      ["SharedAccessKeyName=x;SharedAccessKey=abc", "SharedAccessKeyName=x;SharedAccessKey=redacted"],
      ["Authorization: Bearer abcdefghijkl", "Authorization: Bearer redacted"],
    ];
    for (const [text, expected] of secrets) assert.equal(redact(text), expected);
  });

  it("leaves what tells of the contract as it is", () => {
    const body = '{"id":"408a4835-0000-1000-0000-000000000000","version":636576975611768314,"design":"x"}';
    assert.equal(redact(body), body);
  });
});

describe("redactor", () => {
  for (const [title, secrets, text, expected] of [
    ["a value", ["hunter2"], "got hunter2, twice hunter2", "got [secret], twice [secret]"],
    ["a value as in an address", ["p@ss/word"], "x=p%40ss%2Fword", "x=[secret]"],
    ["the longer of two values first", ["abcd", "abcdef"], "abcdef abcd", "[secret] [secret]"],
    ["a token", [], "eyJhbGciOiJI.eyJzdWIi.c2ln", "[token]"],
    ["what follows Bearer", [], "Bearer abcdefgh12345", "Bearer [token]"],
    [
      "a secret field",
      [],
      'client_secret=hunter2&x=1 "password": "a"',
      'client_secret=[secret]&x=1 "password": "[secret]"',
    ],
    [
      "user and password of an address",
      [],
      "via http://user:hunter2@proxy:3128/",
      "via http://[secret]@proxy:3128/",
    ],
    ["nothing of an address without", [], "https://a.test/x@y", "https://a.test/x@y"],
    ["no word that is too short for a secret", ["the"], "the end", "the end"],
  ] as const) {
    it(`takes out ${title}`, () => assert.equal(redactor(secrets)(text), expected));
  }
});
