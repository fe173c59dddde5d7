"""The steps from one version's tables to the next's, and how they are run."""
