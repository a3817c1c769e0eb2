using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace SharedSequencer.ServiceDefaults;

/// <summary>One step of a schema. Once applied anywhere it never changes: the next change is the next script.</summary>
/// <param name="Number">Its place; scripts run in ascending order.</param>
/// <param name="FileName">As <c>0001_journal.sql</c>.</param>
/// <param name="Text">The SQL.</param>
public sealed partial record SqlScript(int Number, string FileName, string Text)
{
    /// <summary>SHA-256 of the text, in lower-case hex; line ends do not count.</summary>
    public string Checksum => Convert.ToHexStringLower(
        SHA256.HashData(Encoding.UTF8.GetBytes(Text.ReplaceLineEndings("\n"))));

    /// <summary>All embedded <c>*.sql</c> files of an assembly, ascending.</summary>
    /// <param name="assembly">Where they are embedded.</param>
    /// <exception cref="ArgumentException">A name is not <c>NNNN_name.sql</c>, or a number comes twice.</exception>
    public static IReadOnlyList<SqlScript> FromAssembly(Assembly assembly)
    {
        ArgumentNullException.ThrowIfNull(assembly);
        var scripts = assembly.GetManifestResourceNames()
            .Where(name => name.EndsWith(".sql", StringComparison.Ordinal))
            .Select(name => Read(assembly, name))
            .OrderBy(script => script.Number)
            .ToList();
        if (scripts.DistinctBy(script => script.Number).Count() != scripts.Count)
            throw new ArgumentException("Two schema scripts have the same number.", nameof(assembly));
        return scripts;
    }

    private static SqlScript Read(Assembly assembly, string resource)
    {
        if (NameAtEnd().Match(resource) is not { Success: true } match)
            throw new ArgumentException($"'{resource}' does not end in NNNN_name.sql.", nameof(assembly));
        using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!, Encoding.UTF8);
        var number = int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture);
        return new SqlScript(number, match.Groups[0].Value, reader.ReadToEnd());
    }

    [GeneratedRegex(@"(?<![^.])([0-9]{4})_[a-z0-9_]+\.sql$")]
    private static partial Regex NameAtEnd();
}
