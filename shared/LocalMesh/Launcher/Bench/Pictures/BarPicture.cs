using System.Globalization;

namespace SharedSequencer.Launcher.Bench;

/// <summary>Groups of bars, one below the other; each group has a scale of its own that begins at zero.</summary>
internal static class BarPicture
{
    private const int Width = 760;
    private const int LabelWidth = 190;
    private const int ValueWidth = 90;
    private const int BarHeight = 22;
    private const int Gap = 6;

    /// <summary>Draws it.</summary>
    public static string Draw(string title, IReadOnlyList<BarGroup> groups)
    {
        var height = 46 + groups.Sum(group => 30 + (group.Bars.Count * (BarHeight + Gap)));
        var picture = new SvgPicture(Width, height);
        picture.Text(16, 26, title, size: 16);
        var y = 46.0;
        foreach (var group in groups)
        {
            picture.Text(16, y + 14, group.Title);
            y += 24;
            var scale = (Width - LabelWidth - ValueWidth) / group.Bars.Max(bar => bar.Value);
            foreach (var bar in group.Bars)
            {
                picture.Text(LabelWidth - 8, y + 15, bar.Label, "end");
                picture.Box(LabelWidth, y, bar.Value * scale, BarHeight, bar.IsOwn ? SvgPicture.Own : SvgPicture.Other);
                picture.Text(LabelWidth + (bar.Value * scale) + 6, y + 15, Number(bar.Value));
                y += BarHeight + Gap;
            }

            y += 6;
        }

        return picture.ToString();
    }

    private static string Number(double value) =>
        value.ToString(value >= 100 ? "#,0" : "0.0", CultureInfo.InvariantCulture);
}
