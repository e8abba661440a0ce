import assert from "node:assert/strict";
import { differences, differenceText } from "../../../../../provider/marketplace/documentDiff";
import { parseTree } from "../../../../../provider/marketplace/productIngestion/tree";
import { GUID, WAITS } from "../../../../support/ingestionPayloads";

const SCHEMA = "https://schema.mp.microsoft.com/schema";

function plan(id: string, externalId: string): unknown {
  return {
    $schema: `${SCHEMA}/plan/2022-03-01-preview2`,
    id: `plan/${GUID}/${id}`,
    identity: { externalId },
    product: `product/${GUID}`,
    alias: externalId,
  };
}

function price(id: string, amount: number): unknown {
  return {
    $schema: `${SCHEMA}/price-and-availability-plan/2022-03-01-preview3`,
    id: `price-and-availability-plan/${GUID}/${id}`,
    product: `product/${GUID}`,
    plan: `plan/${GUID}/${id}`,
    pricing: { price: amount },
    validations: [{ level: "warning", message: "n" }],
  };
}

function asset(name: string, query: string): unknown {
  return {
    id: `listing-asset/${GUID}/public/main/default/en-us/azurelogosmall/${name}`,
    languageId: "en-us",
    type: "azureLogoSmall",
    fileName: `${name}.png`,
    url: `https://assets.test/${name}.png?${query}`,
  };
}

function tree(number: string, ...resources: unknown[]): string {
  const submission = {
    id: `submission/${GUID}/${number}`,
    target: { targetType: "live" },
    status: "completed",
  };
  return JSON.stringify({ root: `product/${GUID}`, resources: [...resources, submission] });
}

function lines(from: string, to: string): string[] {
  return differences(parseTree(from).content, parseTree(to).content)
    .filter(({ queryAlone }) => queryAlone !== true)
    .map(differenceText);
}

const property = { id: `property/${GUID}`, product: `product/${GUID}`, kind: "property", terms: "Old" };

describe("what the tree of a target holds", () => {
  it("compares by name, whatever the order", () => {
    const from = tree("1", plan("a", "basic"), price("a", 1), property, asset("one", "sig=1"));
    const to = tree(
      "2",
      asset("one", "sig=2"),
      price("b", 9),
      price("a", 2),
      { ...property, terms: "New" },
      plan("b", "plus"),
      plan("a", "basic"),
    );
    assert.deepEqual(lines(from, to), [
      '+ plan[plus]: "plus", 2 members',
      "~ price-and-availability-plan[basic].pricing.price: 1 => 2",
      "+ price-and-availability-plan[plus]: 2 members",
      '~ property.terms: "Old" => "New"',
    ]);
    const addresses = differences(parseTree(from).content, parseTree(to).content).filter(
      ({ queryAlone }) => queryAlone,
    );
    assert.deepEqual(
      addresses.map(({ path }) => path),
      ["listing-asset[en-us azureLogoSmall one.png].url"],
    );
  });

  it("names the submission that it is of, and shows no difference for another number", () => {
    const [one, two] = [tree(WAITS, property), tree("9", property)];
    assert.equal(parseTree(one).submission, WAITS);
    assert.deepEqual(lines(one, two), []);
  });

  it("shows neither the values of leads nor contacts", () => {
    const leads = (secret: string): unknown => ({
      id: `customer-leads/${GUID}`,
      leadDestination: "azureTable",
      azureTableLeadConfiguration: { emails: [`${secret}@contoso.com`], connectionString: secret },
      httpsEndpointLeadConfiguration: { httpsEndpointUrl: `https://hook.test/${secret}` },
    });
    const listing = (secret: string): unknown => ({
      id: `listing/${GUID}/public/main/default/en-us`,
      languageId: "en-us",
      supportContact: { name: secret, email: `${secret}@contoso.com`, phone: secret },
    });
    const shown = lines(
      tree("1", leads("FIRST"), listing("FIRST")),
      tree("2", leads("SECOND"), listing("SECOND")),
    );
    assert.deepEqual(shown, [
      "~ customer-leads: (hidden) => (hidden)",
      "~ listing[en-us].supportContact: (hidden) => (hidden)",
    ]);
  });

  it("tells entries of one name apart by their place", () => {
    const twin = (place: string, text: string): unknown => ({
      id: `listing/${GUID}/${place}`,
      languageId: "en",
      text,
    });
    const content = parseTree(tree("1", twin("a", "x"), twin("b", "y"))).content;
    assert.deepEqual(content, {
      listing: [
        { externalId: "en a", languageId: "en", text: "x" },
        { externalId: "en b", languageId: "en", text: "y" },
      ],
    });
  });

  it("names a plan that is referred to by its own name", () => {
    const one = { id: `setup/${GUID}/1`, plan: { externalId: "basic" }, x: 1 };
    assert.deepEqual(parseTree(tree("1", one)).content, { setup: [{ externalId: "basic", x: 1 }] });
  });

  it("is refused for what holds no resources", () => {
    for (const body of ["", "{}", "[]", '{"resources":{}}']) {
      assert.throws(() => parseTree(body), { code: "RESPONSE_INVALID" });
    }
    assert.deepEqual(parseTree('{"resources":[null,5,{"id":7},"x"]}').content, {});
  });
});
