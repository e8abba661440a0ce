import assert from "node:assert/strict";
import { ingestionStage, NAME } from "../../../support/ingestionClient";

interface Product {
  readonly id: string;
  readonly identity: { readonly externalId: string };
}
interface Page {
  readonly value: readonly Product[];
  readonly "@nextLink"?: string;
}
interface Tree {
  readonly root: string;
  readonly resources: readonly { readonly id: string; readonly url?: string }[];
}

const MANY = ["a-one", "b-two", "c-three"].map((offerId) => ({
  publisherId: "contoso",
  offerId,
  preview: 1,
}));

describe("simulator: reads of Product Ingestion", () => {
  const names = (page: unknown) => (page as Page).value.map(({ identity }) => identity.externalId);

  it("finds a product by its external id, in any spelling of the parameter", () => {
    const stage = ingestionStage();
    for (const name of ["externalId", "externalID", "externalid"]) {
      assert.deepEqual(stage.value(`product?${name}=SAMPLE-VM`), {
        value: [
          {
            $schema: "https://schema.mp.microsoft.com/schema/product/2022-03-01-preview2",
            id: `product/${stage.productId}`,
            identity: { externalId: "sample-vm" },
            type: "azureVirtualMachine",
            alias: "sample-vm",
          },
        ],
      });
    }
    assert.deepEqual(stage.value("product?externalId=none"), { value: [] });
    assert.match(stage.productId, /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  it("answers both of two offers of one id", () => {
    const offers = ["contoso/twin", "fabrikam/twin"];
    const page = ingestionStage({}, { offers }).value("product?externalId=twin") as Page;
    assert.equal(new Set(page.value.map(({ id }) => id)).size, 2);
  });

  it("lists products by type, and only those that this API holds", () => {
    const offers = [
      ...MANY,
      { publisherId: "contoso", offerId: "an-app", offerTypeId: "microsoft-azure-applications" },
      { publisherId: "contoso", offerId: "portal-only", apis: ["cloudPartner"] as const },
    ];
    const stage = ingestionStage({}, { offers });
    assert.deepEqual(names(stage.value("product?type=azureApplication")), ["an-app"]);
    assert.deepEqual(names(stage.value("product")), ["a-one", "b-two", "c-three", "an-app"]);
  });

  for (const nextLink of ["absolute", "relative"] as const) {
    it(`lists products page by page, ${nextLink}`, () => {
      const stage = ingestionStage({ pageSize: 2, nextLink }, { offers: MANY });
      const first = stage.value("product?type=azureVirtualMachine") as Page;
      const next = first["@nextLink"] ?? "";
      const path = "/rp/product-ingestion/product?type=azureVirtualMachine&continuationToken=2";
      assert.equal(next, nextLink === "absolute" ? `http://127.0.0.1:1${path}` : path);
      const second = stage.value(next) as Page;
      assert.deepEqual(
        [names(first), names(second), second["@nextLink"]],
        [["a-one", "b-two"], ["c-three"], undefined],
      );
    });
  }

  it("takes the size of a page from the request", () => {
    const stage = ingestionStage({}, { offers: MANY });
    const first = stage.value("product?$maxpagesize=1") as Page;
    assert.deepEqual(names(first), ["a-one"]);
    assert.deepEqual(names(stage.value(first["@nextLink"] ?? "")), ["b-two"]);
    assert.deepEqual(names(stage.value("product?$top=1&$skip=2")), ["c-three"]);
    assert.equal(stage.get("product?$top=none").status, 400);
    assert.equal(stage.get("product?continuationToken=x").status, 400);
  });

  it("lists plans, and reads one resource of the draft", () => {
    const stage = ingestionStage();
    const product = `product=product/${stage.productId}`;
    const { value } = stage.value(`plan?${product}`) as Page;
    assert.deepEqual(names({ value }), ["basic"]);
    assert.deepEqual(stage.value(value[0]?.id ?? ""), value[0]);
    assert.deepEqual(stage.value(`plan?${product}&externalId=none`), { value: [] });
    assert.equal(stage.get("plan?product=none").status, 400);
    assert.equal(stage.get(`plan/${stage.productId}/none`).status, 404);
    assert.equal((stage.value(`product/${stage.productId}`) as Product).id, `product/${stage.productId}`);
  });

  it("shows the tree of a target with one submission, in no fixed order, with addresses that change", () => {
    const stage = ingestionStage();
    const tree = (target: string) => stage.value(`resource-tree/product/${stage.productId}${target}`) as Tree;
    const [draft, preview, live] = ["", "?targetType=preview", "?targetType=live"].map(tree);
    const numbers = [draft, preview, live].map((one) =>
      one?.resources.filter(({ id }) => id.startsWith("submission/")).map(({ id }) => id.split("/").at(-1)),
    );
    assert.deepEqual(numbers, [["0"], [stage.number()], [(BigInt(stage.number()) - 1n).toString()]]);
    assert.notDeepEqual(
      preview?.resources.map(({ id }) => id),
      live?.resources.map(({ id }) => id).reverse(),
    );
    assert.notEqual(preview?.resources[0]?.id, live?.resources[0]?.id);
    const url = (one: Tree | undefined) => one?.resources.find((part) => part.url !== undefined)?.url;
    assert.notEqual(url(tree("?targetType=live")), url(live));
    assert.equal(draft?.root, `product/${stage.productId}`);
  });

  it("refuses the tree of an empty target, of an unknown one, and of an Azure application", () => {
    const offers = [
      { publisherId: "contoso", offerId: "new-one", preview: 1 },
      { publisherId: "contoso", offerId: "an-app", preview: 1, offerTypeId: "microsoft-azure-applications" },
    ];
    const stage = ingestionStage({}, { offers });
    const [first, second] = stage.service.offers.map(({ productId }) => `resource-tree/product/${productId}`);
    assert.match(stage.get(`${first}?targetType=live`).body, /nothing in the target live/);
    assert.match(stage.get(`${first}?targetType=other`).body, /targetType has to be/);
    assert.match(stage.get(second ?? "").body, /azureApplication is not supported/);
  });

  it("shows the tree that a running publish will replace", () => {
    const stage = ingestionStage();
    const before = stage.number();
    stage.publish();
    const tree = stage.value(`resource-tree/product/${stage.productId}?targetType=preview`) as Tree;
    const [submission] = tree.resources.filter(({ id }) => id.startsWith("submission/"));
    assert.equal(submission?.id, `submission/${stage.productId}/${before}`);
    assert.equal(stage.list()[1], "preview 3 running pending");
  });

  it("ends the list with a full page", () => {
    const page = ingestionStage({ pageSize: 3 }, { offers: MANY }).value("product") as Page;
    assert.deepEqual([page.value.length, page["@nextLink"]], [3, undefined]);
  });

  it("has no preview tree once the entry has vanished", () => {
    const stage = ingestionStage({ list: "vanished" });
    stage.goLive();
    assert.equal(stage.get(`resource-tree/product/${stage.productId}?targetType=preview`).status, 400);
  });

  const paths: readonly (readonly [string, number])[] = [
    ["", 404],
    ["submission", 404],
    ["resource-tree/plan/x", 404],
    ["configure/a/b", 404],
    ["configure/a/status/b", 404],
    ["configure/none", 404],
    ["configure/none/status", 404],
    ["configure", 405],
    ["%E0%A4%A", 400],
    ["//product/", 200],
  ];
  for (const [path, status] of paths) {
    it(`answers ${status} at ${path}`, () => {
      assert.equal(ingestionStage().get(`/rp/product-ingestion/${path}`).status, status);
    });
  }

  it("does not answer the Cloud Partner Portal's paths under its own, nor the other way round", () => {
    const stage = ingestionStage();
    assert.equal(stage.get("/rp/product-ingestion/api/publishers").status, 404);
    assert.equal(stage.get("/api/product?api-version=2017-10-31").status, 404);
    assert.equal(stage.service.offer(NAME).running, undefined);
  });
});
