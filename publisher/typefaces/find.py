"""Which face fills each role and weight that a house style asks for."""

import os
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from publisher.findings import ConfigurationError, Finding, Outcome, Severity, UnavailableError
from publisher.typefaces.face import Face, Faces
from publisher.typefaces.fixity import Fixities
from publisher.typefaces.folders import Library, font_folders
from publisher.typefaces.manifest import Candidate, Manifest, load_manifest
from publisher.typefaces.sfnt import Description, UnusableFontError, describe

RARE = "rare"
BOLD = 600


def find_faces(
    needs: Collection[tuple[str, int]],
    *,
    fonts: Sequence[Path],
    folders: Sequence[Path] | None = None,
    cache: Path | None = None,
) -> Outcome[Faces]:
    """A face for every role and weight in `needs`; each that stands in for another is a Finding.

    `fonts`: folders with a `fonts.toml`, the project's own first; `folders`: where font files lie,
    those of the machine where it is None; `cache`: a folder that remembers digests, may be missing.
    Finds `font-weight`, `font-role`, `font-broken`, `font-changed`; raises UnavailableError
    (69, `font-none`) where there is no Chinese face at all and ConfigurationError (78) where a role
    or a manifest is wrong.
    """
    search = _search(fonts, folders, cache)
    by_role = {need: search.face(*need) for need in sorted(needs)}
    faces = Faces(MappingProxyType(by_role), search.rare() if by_role else ())
    search.fixities.keep()
    return Outcome(faces, tuple(search.findings))


@dataclass(frozen=True)
class Offer:
    """A role at a weight, as the manifest knows it: the face that is here, or what would bring it.

    `zh`, `en`: the role's names; `package`: Debian's package, empty where none has it.
    """

    role: str
    zh: str
    en: str
    weight: int
    face: Face | None
    package: str


def offers(
    *, fonts: Sequence[Path], folders: Sequence[Path] | None = None, cache: Path | None = None
) -> Outcome[tuple[Offer, ...]]:
    """Every role and weight that could be asked for, for `publisher fonts`; as `find_faces`."""
    search = _search(fonts, folders, cache)
    found = Outcome(tuple(search.offers()), tuple(search.findings))
    search.fixities.keep()
    return found


def roles(fonts: Sequence[Path]) -> tuple[str, ...]:
    """The roles that a house style can name, in the order of the manifests."""
    return tuple(role for role in load_manifest(fonts).roles if role != RARE)


def _search(fonts: Sequence[Path], folders: Sequence[Path] | None, cache: Path | None) -> "_Search":
    return _Search(
        load_manifest(fonts),
        Library(font_folders(os.environ) if folders is None else folders),
        Fixities(cache / "fonts.json" if cache else None),
    )


class _Search:
    """One look through the manifest; files are described once, findings gathered."""

    def __init__(self, manifest: Manifest, library: Library, fixities: Fixities) -> None:
        self.findings: list[Finding] = []
        self.fixities = fixities
        self._manifest = manifest
        self._library = library
        self._described: dict[Path, tuple[Description, ...]] = {}

    def face(self, role: str, weight: int) -> Face:
        """The face of a role and weight, or what stands in for it."""
        if role not in self._manifest.roles:
            known = "、".join(self._manifest.roles)
            unknown = Finding("font-role-unknown", arguments={"role": role, "known": known})
            raise ConfigurationError(unknown)
        own = self._nearest(role, weight)
        if own is not None:
            return self._checked_weight(role, weight, own)
        for other in self._manifest.roles[role].instead:
            instead = self._nearest(other, weight)
            if instead is not None:
                self._report_role(role, weight, instead)
                return instead
        raise UnavailableError(Finding("font-none"))

    def offers(self) -> Iterator[Offer]:
        """Each role and weight that the manifest names, roles in its order, light to heavy."""
        for role, names in self._manifest.roles.items():
            for weight in sorted({weight for _, weight, _ in self._choices(role)}):
                face = self._nearest(role, weight)
                here = face if face is not None and face.weight == weight else None
                package = self._package(role, weight)
                yield Offer(role, names.zh, names.en, weight, here, package)

    def rare(self) -> tuple[Face, ...]:
        """Every face for rare characters that is here."""
        return tuple(
            face
            for candidate in self._manifest.of(RARE)
            for weight, names in candidate.files.items()
            if (face := self._open(RARE, candidate, weight, names)) is not None
        )

    def _checked_weight(self, role: str, weight: int, own: Face) -> Face:
        """The face found, or for a bold weight that the role lacks the role that is strong."""
        if own.weight == weight or not self._manifest.roles[role].free:
            return own
        strong = self._manifest.roles[role].strong
        if strong and weight >= BOLD > own.weight:
            own = self._nearest(strong, weight) or own
        self._report_weight(role, weight, own)
        return own

    def _nearest(self, role: str, weight: int) -> Face | None:
        """The face of a role whose weight is nearest, heavier before lighter from 500 up."""

        def distance(choice: tuple[Candidate, int, tuple[str, ...]]) -> tuple[int, bool]:
            _, offered, _ = choice
            return abs(offered - weight), (offered < weight) == (weight >= 500)

        for candidate, offered, names in sorted(self._choices(role), key=distance):
            face = self._open(role, candidate, offered, names)
            if face is not None:
                return face
        return None

    def _choices(self, role: str) -> Iterator[tuple[Candidate, int, tuple[str, ...]]]:
        for candidate in self._manifest.of(role):
            for weight, names in candidate.files.items():
                yield candidate, weight, names

    def _open(
        self, role: str, candidate: Candidate, weight: int, names: tuple[str, ...]
    ) -> Face | None:
        """The face of the first usable file, if there is one."""
        for name in names:
            path = self._library.find(name, candidate.folder)
            if path is None:
                continue
            for index, description in enumerate(self._describe(path)):
                if description.family == candidate.family:
                    return self._made(role, candidate, weight, path, index)
        return None

    def _made(self, role: str, candidate: Candidate, declared: int, path: Path, index: int) -> Face:
        digest = self.fixities.sha256(path)
        if candidate.sha256.get(path.name, digest).lower() != digest:
            self._add(Finding("font-changed", file=str(path), arguments={"name": path.name}))
        here = self._describe(path)[index]
        others = {description.family for description in self._describe(path)} - {here.family}
        return Face(
            role=role,
            weight=_css_weight(declared, here.weight),
            path=path,
            index=index,
            family=here.family,
            version=here.version,
            sha256=digest,
            licence=candidate.licence,
            others=tuple(sorted(others)),
        )

    def _describe(self, path: Path) -> tuple[Description, ...]:
        if path not in self._described:
            try:
                self._described[path] = describe(path)
            except UnusableFontError as error:
                self._described[path] = ()
                reasons = {"name": path.name, "reason": error.zh, "reason_en": error.en}
                self._add(Finding("font-broken", file=str(path), arguments=reasons))
        return self._described[path]

    def _report_role(self, role: str, weight: int, instead: Face) -> None:
        level: Severity | None = None if self._manifest.roles[role].free else "note"
        self._add(Finding("font-role", arguments=self._said(role, weight, instead), level=level))

    def _report_weight(self, role: str, weight: int, instead: Face) -> None:
        weights = {"weight": weight, "nearest": instead.weight}
        self._add(Finding("font-weight", arguments=self._said(role, weight, instead) | weights))

    def _said(self, role: str, weight: int, instead: Face) -> dict[str, object]:
        names = self._manifest.roles[role]
        package = self._package(role, weight)
        return {
            "role": names.zh,
            "role_en": names.en,
            "instead": instead.family,
            "package": package or "有这种字体的软件包",
            "package_en": package or "a package that has it",
        }

    def _package(self, role: str, weight: int) -> str:
        """The Debian package that would bring a role at a weight; empty where none does.

        A package that is here already does not: its releases differ in weights.
        """
        for candidate in self._manifest.of(role):
            if candidate.package and weight in candidate.files and not self._is_here(candidate):
                return candidate.package
        return ""

    def _is_here(self, candidate: Candidate) -> bool:
        names = (name for names in candidate.files.values() for name in names)
        return any(self._library.find(name, candidate.folder) for name in names)

    def _add(self, finding: Finding) -> None:
        if finding not in self.findings:
            self.findings.append(finding)


def _css_weight(declared: int, own: int) -> int:
    """The weight by which CSS selects the face: the declared one where the file does not differ."""
    return declared if abs(declared - own) <= 50 else min(900, max(100, round(own, -2)))
