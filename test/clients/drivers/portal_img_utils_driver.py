"""azure-img-utils 1.x, the Cloud Partner Portal API: each step of a release."""

import time

from market import WISHES, tell

from azure_img_utils.azure_image import AzureImage

azure = AzureImage(container="images", storage_account="account", resource_group="group")
azure._access_token = "token"
names = (WISHES["offer"], WISHES["publisher"])
seen = []


def status():
    return azure.get_offer_status(*names)


def wait(operation, until):
    """Until the operation, or else the offer, says so."""
    for _ in range(1200):
        seen.append(status())
        if seen[-1] in until and azure.get_operation(operation)["status"] != "running":
            return
        time.sleep(0.05)
    raise RuntimeError(f"the offer is still {seen[-1]}")


def add():
    document = azure.get_offer_doc(*names)
    document["definition"]["plans"] = [{"planId": "basic", "diskGenerations": []}]
    azure.upload_offer_doc(*names, document)
    azure.add_image_to_offer(
        "image.vhd",
        WISHES["image"],
        "An image.",
        *names,
        "label",
        "basic",
        blob_url=f"https://images.example/{WISHES['image']}.vhd",
    )


def publish():
    wait(azure.publish_offer(*names, "jdoe@contoso.example"), ("waitingForPublisherReview", "failed"))


def go_live():
    wait(azure.go_live_with_offer(*names), ("succeeded", "failed", "canceled"))


for step in WISHES["do"]:
    {"add": add, "publish": publish, "goLive": go_live}[step]()
tell(exists=azure.offer_exists(*names), status=status(), seen=sorted(set(seen)))
