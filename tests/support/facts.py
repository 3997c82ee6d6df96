"""Facts written down by hand, and what a record lacks of them."""


def missing(wanted: object, found: object, path: str) -> list[str]:
    """What the facts ask for and the record does not hold, each with its place: lists in full, objects in part."""
    match wanted:
        case dict():
            inner = found if isinstance(found, dict) else {}
            return [
                fault
                for key, value in wanted.items()
                for fault in missing(value, inner.get(key), f"{path}.{key}")
            ]
        case list():
            if not isinstance(found, list) or len(found) != len(wanted):
                return [f"{path}: {wanted}, not {found}"]
            pairs = zip(wanted, found, strict=True)
            return [
                fault for index, (w, f) in enumerate(pairs) for fault in missing(w, f, f"{path}[{index}]")
            ]
        case _:
            return (
                []
                if wanted == found and type(wanted) is type(found)
                else [f"{path}: {wanted!r}, not {found!r}"]
            )
