"""Who may open what, said once more and apart from `eaportal.permissions`.

Who decides what opens there has to say it in `TABLE` too; `test_routes` walks it.
"""

from dataclasses import dataclass, field
from typing import Any

from architecture.roles import Role
from tests.eaportal.world import NOBODY, OTHER_HEAD, OTHER_OPERATOR

ADMIN, REVIEWER, VALIDATOR = "ADMINISTRATOR", "REVIEWER", "VALIDATOR"
SIGNATORY, COORDINATOR, INSTALLER = "SIGNATORY", "COORDINATOR", "INSTALLER"
OPERATOR, HEAD, ARCHITECT = "OPERATOR", "HEAD", "ARCHITECT"
ASSESSOR, PLANNER, LEADER = "ASSESSOR", "PLANNER", "LEADER"

PUBLIC = "publik"
EVERYBODY = frozenset(
    {*(role.name for role in Role), OTHER_OPERATOR, OTHER_HEAD, NOBODY}
)
WORKING = EVERYBODY - {INSTALLER, NOBODY}
OFFICE = frozenset({OPERATOR, HEAD})
OFFICES = OFFICE | {OTHER_OPERATOR, OTHER_HEAD}
DECIDERS = frozenset({REVIEWER, VALIDATOR, SIGNATORY, COORDINATOR})
EDITORS = OFFICE | {ARCHITECT, ADMIN}
READERS = WORKING - {OTHER_OPERATOR, OTHER_HEAD}
"""Who may see what an office sent to Kominfo."""
PLANNERS = frozenset({PLANNER, ARCHITECT})
CHANGERS = OFFICES | {ARCHITECT, ADMIN}
JUDGES = frozenset({REVIEWER, ARCHITECT, ADMIN})
ARCHITECTS = frozenset({ARCHITECT})
TEACHING = (EVERYBODY - OFFICES - {NOBODY}) | {INSTALLER}
"""Who reads what the search knows: all but those who register."""
MERGERS = frozenset({ARCHITECT, ADMIN})
SUSPECTING = READERS - OFFICE
"""Who sees the suspicions of the whole government."""
NONE: frozenset[str] = frozenset()
SELECTED = "/arsitektur/infrastruktur/sekaligus"


@dataclass(frozen=True)
class Row:
    """One address: who of the own government opens it, and who of the other one.

    `path` and `fields` name ids of the own government; `foreign` are those of the
    other one who are let in as well, to see their own.
    """

    endpoint: str
    path: str
    opens: frozenset[str]
    foreign: frozenset[str] = NONE
    method: str = "GET"
    fields: dict[str, str] = field(default_factory=dict)
    tells: bool = False
    """The public may read it: what it shows is shared by intention."""

    def __str__(self) -> str:
        return f"{self.method} {self.path}"


def own(endpoint: str, path: str, opens: frozenset[str], **more: Any) -> Row:
    """Return the row of a page that shows each government its own."""
    return Row(endpoint, path, opens, foreign=opens & EVERYBODY, **more)


def post(endpoint: str, path: str, opens: frozenset[str], **fields: str) -> Row:
    """Return the row of an address that changes something of the own government."""
    return Row(endpoint, path, opens, method="POST", fields=fields)


def form(endpoint: str, path: str, opens: frozenset[str], **more: Any) -> list[Row]:
    """Return the rows of a form, to open and to send."""
    return [
        Row(endpoint, path, opens, **more),
        Row(endpoint, path, opens, method="POST", **more),
    ]


ALL = EVERYBODY | {PUBLIC}
ADMINS = frozenset({ADMIN})
HEADS = frozenset({HEAD})
RULERS = frozenset({ADMIN, REVIEWER})
INSTALLERS = frozenset({INSTALLER})
ANSWERERS = OFFICES | {REVIEWER, ARCHITECT, ADMIN}
"""Who may be asked whose an element is."""

TABLE: list[Row] = [
    own("home.index", "/", ALL),
    own("accounts.sign_in", "/masuk", ALL),
    own("accounts.sign_in", "/masuk", ALL, method="POST"),
    own("accounts.sign_out", "/keluar", ALL, method="POST"),
    *form(
        "accounts.change_password",
        "/akun-saya/kata-sandi",
        EVERYBODY,
        foreign=EVERYBODY,
    ),
    own("public.index", "/katalog/", ALL),
    own("verification.check", "/surat/cek/{token}", ALL, tells=True),
    # The installation
    own("governments.index", "/instansi/", INSTALLERS),
    *form("governments.create", "/instansi/baru", INSTALLERS, foreign=INSTALLERS),
    own("nationals.index", "/instansi/calon-nasional/", INSTALLERS),
    *form(
        "nationals.show",
        "/instansi/calon-nasional/{candidate}",
        INSTALLERS,
        foreign=INSTALLERS,
    ),
    Row(
        "nationals.dismiss",
        "/instansi/calon-nasional/{candidate}/bukan",
        INSTALLERS,
        method="POST",
        foreign=INSTALLERS,
    ),
    own("listed.index", "/instansi/nasional/", INSTALLERS),
    *form(
        "listed.edit", "/instansi/nasional/{national}", INSTALLERS, foreign=INSTALLERS
    ),
    # Rules
    own("rules.index", "/ketentuan/", RULERS),
    *form("rules.edit", "/ketentuan/channels/bawaan", RULERS, foreign=RULERS),
    Row(
        "rules.restore",
        "/ketentuan/channels/bawaan/pulihkan",
        RULERS,
        method="POST",
        foreign=RULERS,
    ),
    own("rules.technologies", "/ketentuan/teknologi", RULERS),
    *form("rules.add", "/ketentuan/teknologi/baru", RULERS, foreign=RULERS),
    *form("rules.change", "/ketentuan/teknologi/{technology}", RULERS),
    Row(
        "rules.drop",
        "/ketentuan/teknologi/{technology}/hapus",
        RULERS,
        method="POST",
    ),
    # Thesaurus and versions of the search
    own("thesaurus.index", "/tesaurus/", TEACHING),
    own(
        "thesaurus.show",
        "/tesaurus/konsep/pegawai.presensi",
        TEACHING,
    ),
    *form("thesaurus.add", "/tesaurus/konsep/baru", ARCHITECTS, foreign=ARCHITECTS),
    *form(
        "thesaurus.edit",
        "/tesaurus/konsep/pegawai.presensi/ubah",
        ARCHITECTS,
        foreign=ARCHITECTS,
    ),
    own("thesaurus.drafts", "/tesaurus/draf", TEACHING),
    Row(
        "thesaurus.discard",
        "/tesaurus/konsep/pegawai.cuti/urungkan",
        ARCHITECTS,
        method="POST",
        foreign=ARCHITECTS,
    ),
    Row(
        "thesaurus.attempt",
        "/tesaurus/draf/coba",
        ARCHITECTS,
        method="POST",
        foreign=ARCHITECTS,
    ),
    Row(
        "thesaurus.publish",
        "/tesaurus/draf/terbitkan",
        INSTALLERS,
        method="POST",
        foreign=INSTALLERS,
    ),
    own("thesaurus.versions", "/tesaurus/versi", TEACHING),
    Row(
        "thesaurus.adopt",
        "/tesaurus/versi/0/berlakukan",
        INSTALLERS,
        method="POST",
        foreign=INSTALLERS,
    ),
    # Offices and accounts
    own("organisations.index", "/perangkat-daerah/", ADMINS),
    *form("organisations.create", "/perangkat-daerah/baru", ADMINS, foreign=ADMINS),
    *form("organisations.edit", "/perangkat-daerah/{dinas}", ADMINS),
    *form(
        "organisations.settings",
        "/perangkat-daerah/pengaturan",
        ADMINS,
        foreign=ADMINS,
    ),
    own("restructuring.index", "/perangkat-daerah/sotk/", ADMINS),
    own("restructuring.index", "/perangkat-daerah/sotk/", ADMINS, method="POST"),
    Row("restructuring.show", "/perangkat-daerah/sotk/{sotk}", ADMINS),
    Row("restructuring.kinds", "/perangkat-daerah/sotk/{sotk}/langkah", ADMINS),
    *form("restructuring.add", "/perangkat-daerah/sotk/{sotk}/langkah/MERGE", ADMINS),
    *form(
        "restructuring.assign",
        "/perangkat-daerah/sotk/{sotk}/langkah/{sotk_step}/isi",
        ADMINS,
    ),
    post(
        "restructuring.drop",
        "/perangkat-daerah/sotk/{sotk}/langkah/{sotk_step}/hapus",
        ADMINS,
    ),
    post("restructuring.settle", "/perangkat-daerah/sotk/{sotk}/tetapkan", ADMINS),
    post("restructuring.reopen", "/perangkat-daerah/sotk/{sotk}/ubah", ADMINS),
    post("restructuring.withdraw", "/perangkat-daerah/sotk/{sotk}/cabut", ADMINS),
    post("restructuring.undo", "/perangkat-daerah/sotk/{sotk}/batalkan", ADMINS),
    own("people.index", "/akun/", ADMINS),
    *form("people.create", "/akun/baru", ADMINS, foreign=ADMINS),
    *form("people.show", "/akun/{account}", ADMINS),
    *form("people.edit", "/akun/{account}/ubah", ADMINS),
    post("people.end_post", "/akun/{account}/jabatan/{post}/akhiri", ADMINS),
    post("people.reset_password", "/akun/{account}/kata-sandi", ADMINS),
    post("people.close", "/akun/{account}/tutup", ADMINS),
    # The inventory
    own("inventory.index", "/aplikasi/", WORKING),
    own("inventory.index", "/aplikasi/?milik=lain", WORKING),
    own("inventory.index", "/aplikasi/?milik=dipakai", WORKING),
    own("inventory.index", "/aplikasi/?instansi={government}", WORKING),
    own("inventory.index", "/aplikasi/?opd={dinas}", WORKING),
    own("inventory.index", "/aplikasi/?cari=kapal", WORKING),
    own("inventory.download", "/aplikasi/unduh.xlsx", WORKING),
    own("inventory.download", "/aplikasi/unduh.csv", WORKING),
    own("inventory.download", "/aplikasi/unduh.xlsx?instansi={government}", WORKING),
    Row("inventory.prepared", "/aplikasi/unduhan/{sheet_job}", frozenset({OPERATOR})),
    Row("inventory.show", "/aplikasi/{hidden}", WORKING),
    Row("inventory.show", "/aplikasi/{planned}", WORKING),
    Row("inventory.show", "/aplikasi/{secret}", WORKING),
    own("inventory.show", "/aplikasi/{shared}", WORKING),
    *form("inventory.edit", "/aplikasi/{hidden}/ubah", EDITORS),
    *form(
        "inventory.edit",
        "/aplikasi/{shared}/ubah",
        frozenset({OTHER_OPERATOR, OTHER_HEAD, ARCHITECT, ADMIN}),
    ),
    *form("inventory.retire", "/aplikasi/{hidden}/hentikan", EDITORS),
    post(
        "inventory.use",
        "/aplikasi/{planned}/pakai",
        frozenset({OTHER_OPERATOR, OTHER_HEAD, ADMIN}),
        office="{other}",
    ),
    post(
        "inventory.use",
        "/aplikasi/{shared}/pakai",
        OFFICE | {ADMIN},
        office="{dinas}",
    ),
    post(
        "inventory.end_use",
        "/aplikasi/{shared}/berhenti-pakai",
        OFFICE | {ADMIN},
        use="{use}",
    ),
    own("inventory.to_confirm", "/aplikasi/pemakaian", OFFICES | {ADMIN}),
    *form("inventory.state_use", "/aplikasi/{hidden}/pemakai", EDITORS),
    post(
        "inventory.confirm_use",
        "/aplikasi/{shared}/konfirmasi",
        OFFICE | {ADMIN},
        use="{use}",
    ),
    *form("inventory.deny_use", "/aplikasi/{shared}/bantah/{use}", OFFICE | {ADMIN}),
    # Handovers
    own("handing.index", "/serah-terima/", ANSWERERS),
    *form("handing.offer", "/serah-terima/elemen/{hidden}/serahkan", EDITORS),
    *form(
        "handing.claim",
        "/serah-terima/elemen/{hidden}/klaim",
        frozenset({OTHER_OPERATOR, OTHER_HEAD}),
    ),
    Row("handing.show", "/serah-terima/{handover}", WORKING),
    post("handing.accept", "/serah-terima/{handover}/terima", ANSWERERS),
    post("handing.decline", "/serah-terima/{handover}/tolak", ANSWERERS),
    post("handing.withdraw", "/serah-terima/{handover}/tarik", ANSWERERS),
    Row("jobs.show", "/pekerjaan/{job}", frozenset({OPERATOR})),
    # Own fields and words
    own("fields.index", "/isian/", MERGERS),
    *form("fields.add", "/isian/baru", MERGERS, foreign=MERGERS),
    *form("fields.edit", "/isian/{own_field}", MERGERS),
    post("fields.end", "/isian/{own_field}/akhiri", MERGERS),
    post("fields.restore", "/isian/{ended_field}/pulihkan", MERGERS),
    own("words.index", "/isian/kata/", MERGERS),
    Row(
        "words.offer",
        "/isian/kata/tambah",
        MERGERS,
        method="POST",
        foreign=MERGERS,
        fields={"list": "sifat data", "word": "Baru"},
    ),
    Row(
        "words.hide",
        "/isian/kata/sembunyikan",
        MERGERS,
        method="POST",
        foreign=MERGERS,
        fields={"list": "sifat data", "word": "Rahasia {own_field}"},
    ),
    # The architecture
    own("reference.index", "/referensi/?cari=pendidikan&buka=RAB.01", WORKING),
    own("reference.show", "/referensi/kode/RAB.01", WORKING),
    *form(
        "reference.add",
        "/referensi/kode/RAB.01.01/tambah",
        ARCHITECTS,
        foreign=ARCHITECTS,
    ),
    *form("reference.edit", "/referensi/sendiri/{own_code}", ARCHITECTS),
    *form("reference.retire", "/referensi/sendiri/{own_code}/pensiun", ARCHITECTS),
    Row("reference.suggestions", "/referensi/elemen/{service}/saran", EDITORS),
    post("reference.take", "/referensi/elemen/{service}/saran", EDITORS, code="RAB.01"),
    own("reference.questions", "/referensi/keputusan", ARCHITECTS),
    post("reference.answer", "/referensi/keputusan/{question}", ARCHITECTS),
    own("releases.national", "/referensi/rilis/keputusan", INSTALLERS),
    Row(
        "releases.answer_national",
        "/referensi/rilis/keputusan/{national_question}",
        INSTALLERS,
        method="POST",
        fields={"picked": "-"},
        foreign=INSTALLERS,
    ),
    own("releases.index", "/referensi/rilis/", WORKING | INSTALLERS),
    own("releases.show", "/referensi/rilis/1", WORKING | INSTALLERS),
    Row(
        "releases.foresee",
        "/referensi/rilis/",
        INSTALLERS,
        method="POST",
        foreign=INSTALLERS,
    ),
    Row(
        "releases.adopt",
        "/referensi/rilis/berlakukan",
        INSTALLERS,
        method="POST",
        foreign=INSTALLERS,
    ),
    own("reference.matters", "/referensi/urusan", WORKING),
    own("search.index", "/cari", WORKING),
    own("search.index", "/cari?q=aplikasi", WORKING),
    own("search.index", "/cari?q=a&lapisan=layanan&instansi={government}", WORKING),
    own("elements.index", "/arsitektur/", WORKING),
    own("elements.layer", "/arsitektur/infrastruktur/", WORKING),
    own("elements.layer", "/arsitektur/layanan/?cari=dal-", WORKING),
    own("elements.layer", "/arsitektur/strategi/?instansi={government}", WORKING),
    own("elements.completeness", "/arsitektur/kelengkapan", WORKING),
    own(
        "elements.completeness",
        "/arsitektur/kelengkapan?lapisan=infrastruktur&kurang=memory",
        WORKING,
    ),
    own(
        "elements.completeness",
        "/arsitektur/kelengkapan?tanggal=2028-01-01&kurang=relasi",
        WORKING,
    ),
    Row(
        "elements.count_on",
        "/arsitektur/kelengkapan/hitung?tanggal=2028-01-01",
        WORKING,
        method="POST",
        foreign=WORKING,
    ),
    own("elements.matrix", "/arsitektur/matriks", WORKING),
    own("elements.matrix", "/arsitektur/matriks?tanggal=2028-01-01", WORKING),
    own(
        "elements.matrix",
        "/arsitektur/matriks?baris=aplikasi&kolom=infrastruktur",
        WORKING,
    ),
    Row(
        "elements.cross",
        "/arsitektur/matriks?baris=aplikasi&kolom=infrastruktur&kata=CONNECTED_TO-ke",
        EDITORS,
        method="POST",
        fields={"sel": "{hidden}-{server}"},
    ),
    Row("elements.show", "/arsitektur/elemen/{server}", WORKING),
    Row("elements.show", "/arsitektur/elemen/{server}?tanggal=2028-01-01", WORKING),
    Row("elements.neighbours", "/arsitektur/elemen/{server}/relasi/semua", WORKING),
    *form(
        "elements.create",
        "/arsitektur/layanan/baru",
        EDITORS | {OTHER_OPERATOR, OTHER_HEAD},
        foreign=EDITORS | {OTHER_OPERATOR, OTHER_HEAD},
    ),
    *form("elements.edit", "/arsitektur/elemen/{server}/ubah", EDITORS),
    *form("elements.retire", "/arsitektur/elemen/{service}/hentikan", EDITORS),
    Row(
        "elements.relate",
        "/arsitektur/elemen/{service}/relasi?arah=SUPPORTED_BY-ke",
        EDITORS | {OTHER_OPERATOR, OTHER_HEAD},
    ),
    Row(
        "elements.relate",
        "/arsitektur/elemen/{service}/relasi?arah=SUPPORTED_BY-ke",
        EDITORS,
        method="POST",
        fields={"lain": "{hidden}"},
    ),
    *form("elements.amend", "/arsitektur/relasi/{relation}", EDITORS),
    own("selecting.choose", f"{SELECTED}/?pilih={{server}}", CHANGERS),
    own("selecting.choose", f"{SELECTED}/?semua=1&hal=location", CHANGERS),
    own("selecting.choose", "/arsitektur/aplikasi/sekaligus/?semua=1", CHANGERS),
    own(
        "selecting.preview",
        f"{SELECTED}/?pilih={{server}}&hal=location",
        CHANGERS,
        method="POST",
        fields={"value": "Gudang", "reason": "Uji"},
    ),
    own(
        "selecting.apply",
        f"{SELECTED}/terapkan?hal=location",
        CHANGERS,
        method="POST",
        fields={"value": "Gudang", "reason": "Uji", "seen": "{server}.00000000"},
    ),
    Row("selecting.prepared", f"{SELECTED}/pratinjau/{{look_job}}", ARCHITECTS),
    post("selecting.carry_out", f"{SELECTED}/kerjakan", ARCHITECTS, job="{look_job}"),
    Row("selecting.done", f"{SELECTED}/selesai/{{entry}}", CHANGERS),
    post("elements.end", "/arsitektur/relasi/{relation}/akhiri", EDITORS),
    post("elements.remove", "/arsitektur/relasi/{relation}/hapus", EDITORS),
    # Maps and the plan
    own("maps.index", "/peta/", WORKING),
    own("maps.show", "/peta/lanskap", WORKING),
    own("maps.show", "/peta/lanskap?instansi={government}", WORKING),
    Row("maps.show", "/peta/lanskap?opd={dinas}", WORKING),
    own("maps.show", "/peta/kapabilitas", WORKING),
    Row("maps.show", "/peta/kapabilitas?opd={dinas}&warna=biaya", WORKING),
    own("maps.show", "/peta/lanskap?bingkai=urusan&warna=biaya", WORKING),
    Row("maps.show", "/peta/sekitar?fokus={hidden}", WORKING),
    own("maps.show", "/peta/sekitar", WORKING),
    own("maps.show", "/peta/sekitar?q=sistem", WORKING),
    Row("maps.show", "/peta/sekitar?fokus={server}", WORKING),
    own("maps.show", "/peta/sekitar?fokus={shared}&langkah=3", WORKING),
    own("maps.show", "/peta/sekitar?fokus={shared}&arah=bawah&panah=ringkas", WORKING),
    Row("maps.show", "/peta/enam-lapisan?fokus={hidden}", WORKING),
    own("maps.show", "/peta/strategi", WORKING),
    own("maps.show", "/peta/integrasi", WORKING),
    Row("maps.show", "/peta/integrasi?opd={dinas}", WORKING),
    Row("maps.show", "/peta/integrasi?fokus={hidden}", WORKING),
    own("maps.show", "/peta/infrastruktur", WORKING),
    Row("maps.show", "/peta/infrastruktur?opd={dinas}", WORKING),
    own("maps.show", "/peta/keamanan", WORKING),
    Row("maps.show", "/peta/keamanan?opd={dinas}", WORKING),
    Row("maps.show", "/peta/dampak?fokus={server}", WORKING),
    own("maps.show", "/peta/dampak?fokus={shared}", WORKING),
    own("maps.drawn", "/peta/lanskap/gambar", WORKING),
    own("maps.drawn", "/peta/lanskap/gambar?instansi={government}", WORKING),
    Row("maps.drawn", "/peta/sekitar/gambar?fokus={hidden}", WORKING),
    own("maps.facts", "/peta/lanskap/isi", WORKING),
    Row("maps.facts", "/peta/sekitar/isi?fokus={hidden}", WORKING),
    own("maps.image", "/peta/lanskap/gambar.svg", WORKING),
    Row("maps.image", "/peta/sekitar/gambar.svg?fokus={hidden}", WORKING),
    own("maps.colours", "/peta/warna.css", WORKING),
    own("maps.show", "/peta/perubahan?banding=2099-12-31", WORKING),
    own("maps.show", "/peta/kembar", SUSPECTING | OFFICES),
    own("maps.drawn", "/peta/kembar/gambar", SUSPECTING | OFFICES),
    own("maps.facts", "/peta/kembar/isi", SUSPECTING | OFFICES),
    own("maps.download", "/peta/kembar.svg", SUSPECTING | OFFICES),
    own("maps.show", "/peta/peta-rencana", WORKING),
    Row("maps.show", "/peta/peta-rencana?opd={dinas}", WORKING),
    own("maps.download", "/peta/lanskap.svg", WORKING),
    own("maps.download", "/peta/lanskap.png", WORKING),
    own("maps.download", "/peta/lanskap.pdf?kertas=A3&ubin=1", WORKING),
    own("maps.download", "/peta/lanskap.drawio", WORKING),
    own("maps.download", "/peta/lanskap.dot", WORKING),
    Row("maps.download", "/peta/sekitar.drawio?fokus={hidden}", WORKING),
    Row("maps.download", "/peta/sekitar.svg?fokus={hidden}", WORKING),
    own("maps.download", "/peta/sekitar.svg?fokus={shared}&langkah=3", WORKING),
    *form("maps.relate", "/peta/lanskap/hubungkan?dari={service}&ke={hidden}", EDITORS),
    own("maps.small", "/peta/lanskap/kecil", WORKING),
    Row("maps.small", "/peta/sekitar/kecil?fokus={hidden}", WORKING),
    Row("maps.thumbnail", "/arsitektur/elemen/{hidden}/peta-kecil", WORKING),
    own("comparing.index", "/arsitektur/bandingkan/?sampai=2099-12-31", WORKING),
    own(
        "comparing.download",
        "/arsitektur/bandingkan/unduh.xlsx?sampai=2099-12-31",
        WORKING,
    ),
    own("planned.index", "/arsitektur/rencana-perubahan/", WORKING),
    *form("planned.edit", "/arsitektur/rencana-perubahan/{intended}", EDITORS),
    post(
        "planned.withdraw",
        "/arsitektur/rencana-perubahan/{intended}/tarik",
        EDITORS,
        seen="1",
    ),
    Row("impact.show", "/arsitektur/elemen/{hidden}/dampak", WORKING),
    own("impact.show", "/arsitektur/elemen/{shared}/dampak", WORKING),
    own("roadmap.index", "/peta-rencana/", WORKING),
    own(
        "roadmap.download",
        "/peta-rencana/unduh.xlsx",
        WORKING - OFFICES - {VALIDATOR},
    ),
    Row("roadmap.show", "/peta-rencana/{plan}", WORKING),
    Row("roadmap.show", "/peta-rencana/{plan_draft}", WORKING),
    *form("roadmap.start", "/peta-rencana/mulai", PLANNERS, foreign=PLANNERS),
    *form("roadmap.revise", "/peta-rencana/{plan_draft}/ubah", PLANNERS),
    *form("roadmap.set_by_regulation", "/peta-rencana/{plan_draft}/tetapkan", PLANNERS),
    post("roadmap.review", "/peta-rencana/{plan}/reviu", PLANNERS),
    *form("roadmap.add_line", "/peta-rencana/{plan_draft}/baris/baru", PLANNERS),
    *form("roadmap.revise_line", "/peta-rencana/baris/{plan_line}", PLANNERS),
    post(
        "roadmap.take_in",
        "/peta-rencana/{plan_draft}/usulan",
        PLANNERS,
        lines="{proposed}",
    ),
    # Registrations
    own("registration.index", "/usulan/", WORKING),
    *form("registration.begin", "/usulan/baru", OFFICES, foreign=OFFICES),
    *form(
        "registration.choose",
        "/usulan/baru/pengembangan?opd={dinas}",
        OFFICE,
        fields={"aplikasi": "{hidden}"},
    ),
    own("registration.choose", "/usulan/baru/ambil-alih", OFFICES),
    own("registration.use", "/usulan/baru/pakai", OFFICES),
    post(
        "registration.use",
        "/usulan/baru/pakai",
        OFFICE,
        opd="{dinas}",
        aplikasi="{shared}",
    ),
    Row("registration.show", "/usulan/{draft}", OFFICE),
    Row("registration.show", "/usulan/{waiting}", OFFICE),
    Row("registration.show", "/usulan/{review}", READERS),
    *form("registration.fill", "/usulan/{draft}/isi", OFFICE),
    post("registration.check", "/usulan/{draft}/periksa", OFFICE),
    *form("registration.answers", "/usulan/{draft}/temuan", OFFICE),
    *form("registration.attach", "/usulan/{draft}/dokumen", OFFICE),
    Row(
        "registration.document",
        "/usulan/{draft}/dokumen/{draft_document}",
        OFFICE,
    ),
    Row("registration.document", "/usulan/{review}/dokumen/{document}", READERS),
    Row("registration.document", "/usulan/{review}/dokumen/{draft_document}", NONE),
    post(
        "registration.detach",
        "/usulan/{draft}/dokumen/{draft_document}/lepas",
        OFFICE,
    ),
    post("registration.submit", "/usulan/{draft}/kirim", OFFICE),
    *form("registration.confirm", "/usulan/{waiting}/sahkan", frozenset({HEAD})),
    post(
        "registration.give_back",
        "/usulan/{waiting}/kembalikan",
        frozenset({HEAD}),
        reason="Lengkapi dahulu.",
    ),
    *form(
        "registration.withdraw",
        "/usulan/{review}/tarik",
        OFFICE,
        fields={"reason": "Tidak jadi."},
    ),
    *form("registration.claim", "/usulan/{draft}/sejenis/SRIKANDI", OFFICE),
    # The review
    *form("review.claim", "/telaah/{review}/sejenis/SRIKANDI", DECIDERS),
    own("review.index", "/telaah/", DECIDERS),
    Row("review.show", "/telaah/{review}", DECIDERS),
    Row("review.show", "/telaah/{draft}", NONE),
    Row("review.show", "/telaah/{waiting}", NONE),
    Row("review.application", "/telaah/{review}/banding/{hidden}", DECIDERS),
    Row("review.proposal", "/telaah/{review}/banding/usulan/{beside}", DECIDERS),
    Row("review.proposal", "/telaah/{review}/banding/usulan/{draft}", NONE),
    post(
        "review.decide",
        "/telaah/{review}/langkah/{step}",
        frozenset({REVIEWER}),
        passed="ya",
    ),
    post(
        "review.decide",
        "/telaah/{of_kominfo}/langkah/{kominfo_step}",
        frozenset({COORDINATOR}),
        passed="ya",
    ),
    post(
        "review.decide_together",
        "/telaah/{review}/langkah",
        frozenset({REVIEWER}),
        **{"langkah-{step}-version": "1", "langkah-{step}-passed": "ya"},
    ),
    post(
        "review.skip",
        "/telaah/{outside}/langkah/{outside_step}/lewati",
        frozenset({REVIEWER}),
        reason="Tidak diminta.",
    ),
    Row("review.paper", "/telaah/{outside}/langkah/{outside_step}/surat", DECIDERS),
    Row("review.paper", "/telaah/{review}/langkah/{outside_step}/surat", NONE),
    post(
        "review.judge_application",
        "/telaah/{review}/banding/{hidden}",
        frozenset({REVIEWER}),
        verdict="SAME",
    ),
    post(
        "review.judge_proposal",
        "/telaah/{review}/banding/usulan/{beside}",
        frozenset({REVIEWER}),
        verdict="SAME",
    ),
    # Suspicions
    own("suspicions.index", "/kemiripan/", SUSPECTING | OFFICES),
    own("suspicions.index", "/kemiripan/?opd={dinas}", SUSPECTING | OFFICES),
    own("suspicions.sweep", "/kemiripan/periksa", JUDGES, method="POST"),
    Row("suspicions.show", "/kemiripan/{hidden}/{twin}", SUSPECTING | OFFICE),
    Row("suspicions.show", "/kemiripan/{hidden}/{shared}", SUSPECTING | OFFICES),
    post(
        "suspicions.judge",
        "/kemiripan/{hidden}/{twin}",
        JUDGES,
        verdict="SAME",
    ),
    Row("suspicions.cluster", "/kemiripan/kelompok/{hidden}", SUSPECTING | OFFICE),
    Row(
        "suspicions.cluster_file",
        "/kemiripan/kelompok/{hidden}/gambar.svg",
        SUSPECTING | OFFICE,
    ),
    Row("suspicions.family", "/kemiripan/keluarga/{hidden}", SUSPECTING),
    # Still true?
    own(
        "reference.beside",
        "/referensi/saran?lapisan=layanan&name=absensi",
        WORKING,
    ),
    own("reference.pick", "/referensi/pilih?lapisan=layanan", WORKING),
    own("filtering.index", "/saringan/", WORKING),
    Row("filtering.show", "/saringan/{shared_filter}", WORKING),
    Row("filtering.show", "/saringan/{shared_map}", WORKING),
    own(
        "filtering.create",
        "/saringan/baru?daftar=aplikasi&saring=status%3DLIVE",
        WORKING,
    ),
    Row(
        "filtering.create",
        "/saringan/baru?daftar=aplikasi&saring=status%3DLIVE",
        WORKING,
        WORKING,
        method="POST",
        fields={"name": "Saringan"},
    ),
    *form("filtering.edit", "/saringan/{shared_filter}/ubah", MERGERS),
    *form("filtering.edit", "/saringan/{shared_map}/ubah", MERGERS),
    post("filtering.remove", "/saringan/{shared_filter}/hapus", MERGERS),
    own("returning.index", "/sematan/", WORKING),
    post("returning.pin", "/sematan/{server}", WORKING),
    post("returning.unpin", "/sematan/{server}/lepas", WORKING),
    Row("returning.forget", "/sematan/lupakan", WORKING, WORKING, method="POST"),
    own("commenting.index", "/komentar/", WORKING),
    own("commenting.index", "/komentar/?saya=1", WORKING),
    post("commenting.write", "/komentar/elemen/{server}", WORKING, text="Cek"),
    *form("commenting.mend", "/komentar/{comment}/ubah", frozenset({OPERATOR})),
    post("commenting.settle", "/komentar/{comment}/selesai", EDITORS),
    post("commenting.reopen", "/komentar/{settled}/buka", EDITORS),
    own("confirming.index", "/kepastian/", WORKING),
    own("confirming.index", "/kepastian/?opd={dinas}", WORKING),
    post("confirming.confirm_several", "/kepastian/", OFFICE, elemen="{hidden}"),
    post("confirming.confirm", "/kepastian/{hidden}", OFFICE),
    # History
    own("history.index", "/riwayat/", WORKING),
    own("history.index", "/riwayat/?cari=arsip", WORKING),
    Row("history.entry", "/riwayat/{entry}", WORKING),
    Row("history.element", "/riwayat/elemen/{hidden}", WORKING),
    Row("history.preview", "/riwayat/{entry}/batalkan", EDITORS | OFFICES),
    post("history.undo", "/riwayat/{entry}/batalkan", EDITORS | OFFICES),
    own("history.element", "/riwayat/elemen/{shared}", WORKING),
    # Merges
    Row("merging.preview", "/aplikasi/{hidden}/gabung", MERGERS),
    Row("merging.preview", "/aplikasi/{hidden}/gabung?dengan={twin}", MERGERS),
    post("merging.merge", "/aplikasi/{hidden}/gabung?dengan={twin}", MERGERS),
    own("merging.index", "/penggabungan/", WORKING),
    Row("merging.show", "/penggabungan/{merge}", WORKING),
    post("merging.undo", "/penggabungan/{merge}/batal", MERGERS),
    # Consolidation
    own("consolidation.index", "/konsolidasi/", SUSPECTING | OFFICES),
    own("consolidation.download", "/konsolidasi/unduh.xlsx", SUSPECTING | OFFICES),
    *form("consolidation.open", "/konsolidasi/buka", JUDGES, foreign=JUDGES),
    Row("consolidation.show", "/konsolidasi/{case}", SUSPECTING | OFFICE),
    Row("consolidation.show", "/konsolidasi/{settled}", SUSPECTING | OFFICE),
    post("consolidation.plan", "/konsolidasi/{case}/usul", JUDGES),
    post("consolidation.answer", "/konsolidasi/{case}/tanggapan/{dinas}", HEADS),
    post(
        "consolidation.decide",
        "/konsolidasi/{case}/putuskan",
        frozenset({SIGNATORY, COORDINATOR}),
    ),
    post("consolidation.drop", "/konsolidasi/{case}/hentikan", JUDGES),
    post("consolidation.add", "/konsolidasi/{settled}/langkah", JUDGES),
    post(
        "consolidation.done",
        "/konsolidasi/{settled}/langkah/{step}/selesai",
        SUSPECTING | OFFICE,
    ),
    post("consolidation.finish", "/konsolidasi/{settled}/selesai", JUDGES),
    post("consolidation.propose_lines", "/konsolidasi/{settled}/rencana", JUDGES),
    post(
        "consolidation.take_lines_back", "/konsolidasi/{settled}/rencana/tarik", JUDGES
    ),
    post(
        "consolidation.take_back",
        "/konsolidasi/{settled}/cabut",
        frozenset({SIGNATORY, COORDINATOR}),
    ),
    # Letters
    Row("letters.show", "/surat/{letter}", READERS),
    Row("letters.show", "/surat/{case_letter}", SUSPECTING | OFFICE),
    Row("letters.download", "/surat/{letter}/pdf", READERS),
    Row("letters.download", "/surat/{letter}/docx", READERS),
    Row("letters.signed", "/surat/{letter}/bertanda-tangan", READERS),
    post("letters.prepare", "/surat/{letter}/berkas", READERS),
    post(
        "letters.keep_signed",
        "/surat/{letter}/bertanda-tangan",
        frozenset({REVIEWER, SIGNATORY, COORDINATOR}),
    ),
    post(
        "letters.withdraw",
        "/surat/{letter}/cabut",
        frozenset({REVIEWER, SIGNATORY, COORDINATOR}),
        reason="Keliru.",
    ),
    *form(
        "letters.replace",
        "/surat/{withdrawn}/ganti",
        frozenset({SIGNATORY}),
        fields={"addressee": "Dinas", "reasons": "Sudah ada."},
    ),
    # Imports
    own("imports.index", "/impor/", ADMINS),
    *form("imports.create", "/impor/baru", ADMINS, foreign=ADMINS),
    own("imports.template", "/impor/templat.xlsx", ADMINS),
    Row("imports.show", "/impor/{import}", ADMINS),
    *form("imports.columns", "/impor/{import}/kolom", ADMINS),
    post("imports.sheet", "/impor/{import}/lembar", ADMINS, lembar="Lembar1"),
    post("imports.apply", "/impor/{import}/terapkan", ADMINS),
    post("imports.cancel", "/impor/{import}/batal", ADMINS),
    Row("imports.mend", "/impor/{import}/perbaiki.xlsx", ADMINS),
    own("exchange.index", "/pertukaran/", WORKING),
    own("exchange.download", "/pertukaran/unduh", WORKING, method="POST"),
    Row("exchange.prepared", "/pertukaran/unduhan/{book_job}", frozenset({OPERATOR})),
    *form("exchange.upload", "/pertukaran/unggah", CHANGERS, foreign=CHANGERS),
    Row("exchange.show", "/pertukaran/{workbook}", MERGERS),
    post("exchange.choose", "/pertukaran/{workbook}/bentrok", ARCHITECTS),
    post("exchange.apply", "/pertukaran/{workbook}/terapkan", ARCHITECTS),
    post("exchange.cancel", "/pertukaran/{workbook}/batal", ARCHITECTS),
    own("archimate.index", "/pertukaran/archimate/", MERGERS),
    own("archimate.download", "/pertukaran/archimate/unduh", MERGERS, method="POST"),
    Row("archimate.prepared", "/pertukaran/archimate/unduhan/{model_job}", ARCHITECTS),
    *form("archimate.upload", "/pertukaran/archimate/unggah", MERGERS, foreign=MERGERS),
    Row("archimate.show", "/pertukaran/archimate/{model}", MERGERS),
    post("archimate.apply", "/pertukaran/archimate/{model}/terapkan", MERGERS),
    post("archimate.cancel", "/pertukaran/archimate/{model}/batal", MERGERS),
    Row("exchange.mend", "/pertukaran/{workbook}/perbaiki.xlsx", ARCHITECTS),
]
