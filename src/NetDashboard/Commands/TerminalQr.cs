using System.Text;
using QRCoder;

namespace NetDashboard.Commands;

/// <summary>A QR code on a terminal, two modules in a character: black on white whatever the terminal's colours are.</summary>
internal static class TerminalQr
{
    private const string BlackOnWhite = "\u001b[30;107m";
    private const string Reset = "\u001b[0m";

    /// <summary>Draws a text, with the quiet zone of four modules that ISO/IEC 18004 asks for.</summary>
    public static string Draw(string text)
    {
        using var data = QRCodeGenerator.GenerateQrCode(text, QRCodeGenerator.ECCLevel.L);
        var rows = data.ModuleMatrix;
        var drawing = new StringBuilder();
        for (var y = 0; y < rows.Count; y += 2)
        {
            drawing.Append(BlackOnWhite);
            for (var x = 0; x < rows.Count; x++)
            {
                drawing.Append((rows[y][x], y + 1 < rows.Count && rows[y + 1][x]) switch
                {
                    (true, true) => '█',
                    (true, false) => '▀',
                    (false, true) => '▄',
                    _ => ' ',
                });
            }

            drawing.Append(Reset).Append('\n');
        }

        return drawing.ToString();
    }
}
