using System.Globalization;
using System.Net;
using System.Text;

namespace SharedSequencer.Launcher.Bench;

/// <summary>The little SVG that a figure needs: boxes, lines, dots and text on a white ground that reads on a dark page
/// too.</summary>
internal sealed class SvgPicture(int width, int height)
{
    /// <summary>Colour of what is measured.</summary>
    public const string Own = "#2563eb";

    /// <summary>Colour of what it is compared with.</summary>
    public const string Other = "#9ca3af";

    private const string Ink = "#1f2937";

    private readonly StringBuilder _body = new();

    public int Width { get; } = width;

    public int Height { get; } = height;

    public void Box(double x, double y, double boxWidth, double boxHeight, string colour) => Add(
        $"""<rect x="{x:0.#}" y="{y:0.#}" width="{boxWidth:0.#}" height="{boxHeight:0.#}" fill="{colour}"/>""");

    public void Line(double x1, double y1, double x2, double y2, string colour) => Add(
        $"""<line x1="{x1:0.#}" y1="{y1:0.#}" x2="{x2:0.#}" y2="{y2:0.#}" stroke="{colour}" stroke-width="1.5"/>""");

    public void Dot(double x, double y, string colour) => Add(
        $"""<circle cx="{x:0.#}" cy="{y:0.#}" r="3" fill="{colour}"/>""");

    public void Text(double x, double y, string text, string anchor = "start", int size = 12) => Add(
        $"""<text x="{x:0.#}" y="{y:0.#}" text-anchor="{anchor}" font-size="{size}" fill="{Ink}">{WebUtility.HtmlEncode(text)}</text>""");

    /// <summary>The whole picture.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"""
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {Width} {Height}" width="{Width}" height="{Height}" font-family="sans-serif">
        <rect width="100%" height="100%" fill="#ffffff"/>
        {_body}</svg>

        """);

    private void Add(FormattableString element) => _body.Append(element.ToString(CultureInfo.InvariantCulture)).Append('\n');
}
