"""Every defect of the table of checks, put into every clean document where it can stand: which checks see it there."""
