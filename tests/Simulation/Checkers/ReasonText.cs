using System.Runtime.CompilerServices;

namespace SharedSequencer.Simulation.Tests.Checkers;

/// <summary>Words for a broken promise, put together only when it is broken: checkers ask millions of times.</summary>
[InterpolatedStringHandler]
internal ref struct ReasonText
{
    private DefaultInterpolatedStringHandler _text;

    public ReasonText(int literalLength, int formattedCount, bool holds, out bool isNeeded)
    {
        isNeeded = !holds;
        _text = holds ? default : new DefaultInterpolatedStringHandler(literalLength, formattedCount);
    }

    public void AppendLiteral(string value) => _text.AppendLiteral(value);

    public void AppendFormatted<T>(T value) => _text.AppendFormatted(value);

    public void AppendFormatted<T>(T value, string? format) => _text.AppendFormatted(value, format);

    public override string ToString() => _text.ToStringAndClear();
}
