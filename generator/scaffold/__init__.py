"""What a site starts from: a new folder that builds, and copies of templates to change."""
