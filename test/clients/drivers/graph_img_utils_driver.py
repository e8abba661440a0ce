"""azure-img-utils 2.x, the Product Ingestion API: each step of a release."""

from market import WISHES, tell

from azure_img_utils.azure_image import AzureImage

azure = AzureImage(container="images", storage_account="account", resource_group="group")
azure._access_token = "token"
offer = WISHES["offer"]
jobs = []


def add():
    azure.add_image_to_offer(
        "image.vhd", WISHES["image"], offer, "basic", blob_url=f"https://images.example/{WISHES['image']}.vhd"
    )


def publish():
    jobs.append(azure.wait_on_operation(azure.publish_offer(offer))["jobResult"])


def go_live():
    jobs.append(azure.wait_on_operation(azure.go_live_with_offer(offer))["jobResult"])


for step in WISHES["do"]:
    {"add": add, "publish": publish, "goLive": go_live}[step]()
tell(jobs=jobs, status=azure.get_offer_status(offer))
