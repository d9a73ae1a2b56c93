namespace NetDashboard.Benchmarks.Reporting;

/// <summary>Prints a report as a table in Markdown, so that it can be read here and put into a document as it stands.</summary>
internal static class Table
{
    private static readonly string[] s_head = ["figure", "unit", "min", "median", "p95", "p99", "max", "bound", "verdict"];

    public static void Write(Report report, TextWriter output)
    {
        var rows = report.Figures.Select(Cells).Prepend(s_head).ToArray();
        var widths = s_head.Select((_, column) => rows.Max(row => row[column].Length)).ToArray();
        output.WriteLine();
        for (var i = 0; i < rows.Length; i++)
        {
            output.WriteLine($"| {string.Join(" | ", rows[i].Select((cell, column) => IsNumber(column) ? cell.PadLeft(widths[column]) : cell.PadRight(widths[column])))} |");
            if (i == 0)
            {
                output.WriteLine($"|{string.Join('|', widths.Select((width, column) => IsNumber(column) ? new string('-', width + 1) + ':' : new string('-', width + 2)))}|");
            }
        }

        foreach (var figure in report.Figures.Where(figure => figure.Note is not null))
        {
            output.WriteLine($"- {figure.Name}: {figure.Note}");
        }

        output.WriteLine();
    }

    private static bool IsNumber(int column) => column is >= 2 and <= 6;

    private static string[] Cells(Figure figure) =>
    [
        figure.Name, figure.Unit, Show(figure.Minimum), Show(figure.Median), Show(figure.P95), Show(figure.P99), Show(figure.Maximum),
        figure.Bound?.ToString() ?? string.Empty, figure.Verdict,
    ];

    private static string Show(double? value) => value switch
    {
        null => string.Empty,
        { } number when Math.Abs(number) >= 100 => number.ToString("0"),
        { } number when Math.Abs(number) >= 10 => number.ToString("0.#"),
        { } number => number.ToString("0.##"),
    };
}
