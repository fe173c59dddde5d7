"""The reports, one module each: what is known -> rows of plain values. How they look is the wiki's templates' business."""
