"""What `pulumi up` runs."""

from launch import launch

launch()
