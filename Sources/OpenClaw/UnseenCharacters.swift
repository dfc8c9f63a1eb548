/// Characters that nobody sees: what holds them reads as another text than it is.
public enum UnseenCharacters {
  /// Control characters, marks of direction, characters without width or ink, variation selectors and tags. Source: Unicode 15.1,
  /// general categories Cc, Cf, Zl, Zp, and `Default_Ignorable_Code_Point`, but for the number signs of Arabic, which are seen.
  public static func contains(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7F...0x9F, 0xAD, 0x34F, 0x61C, 0x115F...0x1160, 0x17B4...0x17B5, 0x180B...0x180F,
      0x200B...0x200F, 0x2028...0x202E, 0x2060...0x206F, 0x3164, 0xFE00...0xFE0F, 0xFEFF, 0xFFA0,
      0xFFF0...0xFFFB, 0x13430...0x1343F, 0x1BCA0...0x1BCA3, 0x1D173...0x1D17A, 0xE0000...0xE0FFF:
      true
    default: false
    }
  }
}
