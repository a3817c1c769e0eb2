using System.Globalization;
using System.Text.RegularExpressions;
using SharedSequencer.Launcher.Topologies;

namespace SharedSequencer.Launcher.Mesh;

/// <summary>Fills the <c>${...}</c> tokens of tye.yaml for one service.</summary>
internal sealed partial class TokenText(ServiceDescription service, RunTokens run, Func<Binding, int> portOf)
{
    /// <summary>Replaces every token.</summary>
    /// <exception cref="LocalMeshException">A token means nothing.</exception>
    public string Fill(string text) => Token().Replace(text, match => Value(match.Groups[1].Value));

    private string Value(string token)
    {
        if (token == "run")
            return run.Folder;
        if (token == "operator")
            return service.Operator.ToString(CultureInfo.InvariantCulture);
        if (token == "new-run")
            return run.IsNew ? "true" : "false";
        if (token.StartsWith("port:", StringComparison.Ordinal) && service.FindBinding(token[5..]) is { } binding)
            return portOf(binding).ToString(CultureInfo.InvariantCulture);
        if (token.StartsWith("url:", StringComparison.Ordinal) && run.Services.TryGetValue(token[4..], out var address))
            return address.ToString();
        throw new LocalMeshException($"tye.yaml: service '{service.Name}' uses the unknown token '{token}'.");
    }

    [GeneratedRegex(@"\$\{([^}]*)\}")]
    private static partial Regex Token();
}
