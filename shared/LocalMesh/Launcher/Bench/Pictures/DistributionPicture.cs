using System.Globalization;

namespace SharedSequencer.Launcher.Bench;

/// <summary>Every sample as a dot, in ascending order: how many are below a value can be read off.</summary>
internal static class DistributionPicture
{
    private const int Width = 760;
    private const int Height = 300;
    private const int Left = 56;
    private const int Right = 150;
    private const int Top = 48;
    private const int Bottom = 40;

    /// <summary>Draws it.</summary>
    /// <param name="title">What was measured.</param>
    /// <param name="series">Samples in milliseconds, each with its name; the first in the own colour.</param>
    /// <param name="marks">Values to mark, each with its name.</param>
    public static string Draw(
        string title,
        IReadOnlyList<(string Name, IReadOnlyList<double> Samples)> series,
        IReadOnlyList<(string Name, double Value)> marks)
    {
        var picture = new SvgPicture(Width, Height);
        picture.Text(16, 26, title, size: 16);
        var most = 1.1 * series.SelectMany(own => own.Samples).Concat(marks.Select(mark => mark.Value)).Max();
        DrawAxes(picture, most);
        foreach (var (name, value) in marks)
        {
            picture.Line(Left, Y(value, most), Width - Right, Y(value, most), SvgPicture.Other);
            picture.Text(Width - Right + 6, Y(value, most) + 4, name);
        }

        foreach (var (index, (name, samples)) in series.Index())
        {
            var colour = index == 0 ? SvgPicture.Own : "#f59e0b";
            foreach (var (rank, sample) in samples.Order().Index())
                picture.Dot(X((rank + 0.5) / samples.Count), Y(sample, most), colour);
            picture.Dot(Left + 12, Top + 10 + (index * 18), colour);
            picture.Text(Left + 20, Top + 14 + (index * 18), name);
        }

        return picture.ToString();
    }

    private static void DrawAxes(SvgPicture picture, double most)
    {
        picture.Line(Left, Height - Bottom, Width - Right, Height - Bottom, "#1f2937");
        picture.Line(Left, Top, Left, Height - Bottom, "#1f2937");
        for (var tenth = 0; tenth <= 10; tenth += 2)
            picture.Text(X(tenth / 10.0), Height - Bottom + 16, $"{tenth * 10} %", "middle");
        for (var quarter = 0; quarter <= 4; quarter++)
        {
            var value = most * quarter / 4;
            picture.Text(
                Left - 6, Y(value, most) + 4, value.ToString("0", CultureInfo.InvariantCulture), "end");
        }

        picture.Text(Left, Top - 8, "ms");
    }

    private static double X(double share) => Left + (share * (Width - Left - Right));

    private static double Y(double value, double most) => Height - Bottom - (value / most * (Height - Top - Bottom));
}
