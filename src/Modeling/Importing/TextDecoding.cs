using System.Text;

namespace Cluster.Modeling.Importing;

/// <summary>Bytes to text: by byte order mark, as UTF-8 where the bytes are valid, else as Windows-1254, which spreadsheets in Turkish write.</summary>
internal static class TextDecoding
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static (string Text, string Name) Decode(byte[] bytes)
    {
        switch (bytes)
        {
            case [0xEF, 0xBB, 0xBF, ..]:
                return (Encoding.UTF8.GetString(bytes, 3, bytes.Length - 3), "utf-8 with mark");
            case [0xFF, 0xFE, ..]:
                return (Encoding.Unicode.GetString(bytes, 2, bytes.Length - 2), "utf-16");
            case [0xFE, 0xFF, ..]:
                return (Encoding.BigEndianUnicode.GetString(bytes, 2, bytes.Length - 2), "utf-16");
        }

        try
        {
            return (Strict.GetString(bytes), "utf-8");
        }
        catch (DecoderFallbackException)
        {
            return (string.Create(bytes.Length, bytes, static (text, source) =>
            {
                for (var i = 0; i < text.Length; i++) text[i] = FromWindows1254(source[i]);
            }), "windows-1254");
        }
    }

    // Latin-1 but for the six letters of Turkish; the range 80-9F holds typography that no label or number needs.
    private static char FromWindows1254(byte value) => value switch
    {
        0xD0 => 'Ğ',
        0xDD => 'İ',
        0xDE => 'Ş',
        0xF0 => 'ğ',
        0xFD => 'ı',
        0xFE => 'ş',
        _ => (char)value,
    };
}
