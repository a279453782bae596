from architecture.duplicates import common_work, shipped

THESAURUS = shipped()[0]


def test_the_work_is_what_most_texts_name():
    texts = ["SPPD Online surat perjalanan dinas", "perjalanan dinas pegawai", "cuti"]

    work = common_work(texts, THESAURUS)

    assert work is not None
    assert work.code == "perjalanan.dinas"


def test_what_only_one_text_names_is_no_common_work():
    assert common_work(["perjalanan dinas", "cuti pegawai"], THESAURUS) is None
    assert common_work([], THESAURUS) is None
    assert common_work(["", "\x00"], THESAURUS) is None
