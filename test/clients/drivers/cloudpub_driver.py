"""cloudpub: publishes an image, or does one part of it."""

from market import WISHES, tell

from tenacity.wait import wait_fixed

from cloudpub.ms_azure.service import AzureService
from cloudpub.ms_azure.utils import AzurePublishingMetadata

for name in ("_publish_preview", "_publish_live"):
    getattr(AzureService, name).retry.wait = wait_fixed(0.05)

service = AzureService(
    {"AZURE_TENANT_ID": "tenant", "AZURE_CLIENT_ID": "client", "AZURE_API_SECRET": "secret"},
    retry_interval=0.05,
    retry_timeout=60,
)
product_name = WISHES["offer"]


def publish(keepdraft=False):
    service.publish(
        AzurePublishingMetadata(
            disk_version=WISHES.get("version", "2.0.0"),
            image_path=WISHES["image"],
            architecture="x64",
            destination=f"{product_name}/basic",
            keepdraft=keepdraft,
            modular_push=WISHES.get("modular", False),
        )
    )


def preview():
    publish(keepdraft=True)
    product = service.get_product_by_name(product_name, "draft")
    service._publish_preview(product, product_name)


{"publish": publish, "preview": preview}[WISHES["do"]]()
states = {
    entry.target.targetType: [entry.status, entry.result]
    for entry in service.get_submissions(service.get_productid(product_name))
}
tell(states=states)
