using System.Globalization;
using SharedSequencer.Launcher.Terminal;
using Spectre.Console;

namespace SharedSequencer.Launcher.Bench;

/// <summary>The report for people.</summary>
internal static class GrowthTable
{
    public static void Show(MeshConsole console, GrowthReport report)
    {
        foreach (var series in report.Series)
        {
            var table = new Table().Title(Markup.Escape(series.Unit)).AddColumn(series.Name).AddColumn("µs").AddColumn("step");
            foreach (var (index, size) in series.Sizes.Index())
            {
                table.AddRow(
                    size.ToString("N0", CultureInfo.InvariantCulture),
                    $"{series.Micros[index]:0.0}",
                    index == 0 ? "" : $"{series.Steps[index - 1]:0.00}");
            }

            console.Results.Write(table);
            console.Results.WriteLine(series.Note);
        }

        console.Results.WriteLine($"sidecar: {report.Sidecar}");
    }
}
