"""The documents as a site: two builds by Sphinx, in English and in Chinese, of the same pages."""
