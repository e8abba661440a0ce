"""`pulumi up` from a Python process, such as a service: PUBLISHER_ID OFFER_ID OFFER_VERSION [STACK]."""

import sys

from pulumi import automation

from launch import launch


def main() -> None:
    publisher_id, offer_id, offer_version, *rest = sys.argv[1:]
    stack = automation.create_or_select_stack(
        stack_name=rest[0] if rest else "dev",
        project_name="azure-marketplace-python",
        program=launch,
    )
    stack.set_config("publisherId", automation.ConfigValue(publisher_id))
    stack.set_config("offerId", automation.ConfigValue(offer_id))
    stack.set_config("offerVersion", automation.ConfigValue(offer_version))
    result = stack.up(on_output=print)
    print(f"status: {result.outputs['status'].value}")
    print(f"live version: {result.outputs['liveVersion'].value}")


if __name__ == "__main__":
    main()
