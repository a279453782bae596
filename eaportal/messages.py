"""What WTForms says, in Indonesian; it ships no catalogue of its own for it."""

MESSAGES = {
    "Invalid field name '%s'.": "Nama isian “%s” tidak dikenal.",
    "Field must be equal to %(other_name)s.": (
        "Isian ini harus sama dengan %(other_name)s."
    ),
    "Field must be at least %(min)d characters long.": (
        "Isi paling sedikit %(min)d karakter."
    ),
    "Field cannot be longer than %(max)d characters.": (
        "Isi paling banyak %(max)d karakter."
    ),
    "Field must be exactly %(max)d characters long.": "Isi tepat %(max)d karakter.",
    "Field must be between %(min)d and %(max)d characters long.": (
        "Isi antara %(min)d dan %(max)d karakter."
    ),
    "Number must be at least %(min)s.": "Angka paling kecil %(min)s.",
    "Number must be at most %(max)s.": "Angka paling besar %(max)s.",
    "Number must be between %(min)s and %(max)s.": (
        "Angka harus antara %(min)s dan %(max)s."
    ),
    "Date must be at least %(min)s.": "Tanggal paling awal %(min)s.",
    "Date must be at most %(max)s.": "Tanggal paling akhir %(max)s.",
    "Date must be between %(min)s and %(max)s.": (
        "Tanggal harus antara %(min)s dan %(max)s."
    ),
    "This field is required.": "Isian ini wajib diisi.",
    "Invalid input.": "Isian ini tidak sah.",
    "Invalid email address.": (
        "Tulis alamat surel yang lengkap, seperti nama@contoh.go.id."
    ),
    "Invalid IP address.": "Alamat IP ini tidak sah.",
    "Invalid Mac address.": "Alamat MAC ini tidak sah.",
    "Invalid URL.": "Tulis alamat lengkap, seperti https://contoh.go.id.",
    "Invalid UUID.": "UUID ini tidak sah.",
    "Invalid value, must be one of: %(values)s.": "Pilih salah satu dari: %(values)s.",
    "Invalid value, can't be any of: %(values)s.": (
        "Isian ini tidak boleh salah satu dari: %(values)s."
    ),
    "This field cannot be edited.": "Isian ini tidak dapat diubah.",
    "This field is disabled and cannot have a value.": (
        "Isian ini tidak aktif dan tidak dapat diisi."
    ),
    "Invalid CSRF Token.": "Halaman ini sudah kedaluwarsa. Kirim sekali lagi.",
    "CSRF token missing.": "Halaman ini sudah kedaluwarsa. Kirim sekali lagi.",
    "CSRF failed.": "Halaman ini sudah kedaluwarsa. Kirim sekali lagi.",
    "CSRF token expired.": "Halaman ini sudah kedaluwarsa. Kirim sekali lagi.",
    "Invalid Choice: could not coerce.": "Pilihan ini tidak dikenal.",
    "Choices cannot be None.": "Tidak ada yang dapat dipilih.",
    "Not a valid choice.": "Pilih salah satu dari daftar.",
    "Invalid choice(s): one or more data inputs could not be coerced.": (
        "Ada pilihan yang tidak dikenal."
    ),
    "'%(value)s' are not valid choices for this field.": (
        "Pilihan “%(value)s” tidak ada dalam daftar."
    ),
    "Not a valid datetime value.": "Tulis tanggal dan jam, seperti 31/12/2026 14.00.",
    "Not a valid date value.": "Tulis tanggal, seperti 31/12/2026.",
    "Not a valid time value.": "Tulis jam, seperti 14.00.",
    "Not a valid week value.": "Tulis pekan, seperti 2026-W05.",
    "Not a valid integer value.": "Tulis bilangan bulat.",
    "Not a valid decimal value.": "Tulis angka.",
    "Not a valid float value.": "Tulis angka.",
}
"""English message → Indonesian message, with the same placeholders."""


class Indonesian:
    """Stands where WTForms expects a catalogue of translations."""

    def gettext(self, message: str) -> str:
        """Return the Indonesian message, or the message itself if there is none."""
        return MESSAGES.get(message, message)

    def ngettext(self, _singular: str, plural: str, _number: int) -> str:
        """Indonesian has one form for every number."""
        return self.gettext(plural)
