using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SharedSequencer.Conventions.Tree;

namespace SharedSequencer.Conventions.Style;

public sealed class AsyncTests
{
    /// <summary>Parameters that carry a token of their own.</summary>
    private static readonly string[] Carriers =
        ["CancellationToken", "HttpContext", "ServerCallContext", "ConnectionContext", "MultiplexedConnectionContext"];

    /// <summary>Signatures that an interface or a base class of the platform dictates.</summary>
    private static readonly HashSet<string> Dictated =
        ["DisposeAsync", "OnActivateAsync", "OnDeactivateAsync", "InitializeAsync", "InvokeAsync", "Main"];

    [Fact]
    public void Whoever_waits_can_be_told_to_stop() => Offences.None(
        from file in SourceTree.CSharp
        where !file.IsTest
        from method in file.Nodes<MethodDeclarationSyntax>()
        where IsAwaitable(method.ReturnType.ToString())
            && !Dictated.Contains(method.Identifier.ValueText)
            && !method.Modifiers.Any(SyntaxKind.OverrideKeyword)
            && method.ExplicitInterfaceSpecifier is null
            && !method.ParameterList.Parameters.Any(CarriesToken)
        select $"{file.At(method)}: {method.Identifier.ValueText}",
        "An async method takes a CancellationToken, as its last parameter.");

    [Fact]
    public void The_token_comes_last() => Offences.None(
        from file in SourceTree.CSharp
        where !file.IsTest
        from method in file.Nodes<MethodDeclarationSyntax>()
        let parameters = method.ParameterList.Parameters
        let place = parameters.IndexOf(parameter => TypeOf(parameter) == "CancellationToken")
        where place >= 0 && place != parameters.Count - 1
            && !parameters.Skip(place + 1).All(later => later.Modifiers.Any(SyntaxKind.ParamsKeyword))
        select $"{file.At(method)}: {method.Identifier.ValueText}",
        "The CancellationToken is the last parameter.");

    [Fact]
    public void No_async_method_returns_nothing() => Offences.None(
        from file in SourceTree.CSharp
        from method in file.Nodes<MethodDeclarationSyntax>()
        where method.Modifiers.Any(SyntaxKind.AsyncKeyword) && method.ReturnType.ToString() == "void"
        select file.At(method),
        "Nobody sees the exception of an async void method.");

    private static bool IsAwaitable(string type) =>
        type is "Task" or "ValueTask"
        || type.StartsWith("Task<", StringComparison.Ordinal)
        || type.StartsWith("ValueTask<", StringComparison.Ordinal)
        || type.StartsWith("IAsyncEnumerable<", StringComparison.Ordinal);

    private static bool CarriesToken(ParameterSyntax parameter) => Carriers.Contains(TypeOf(parameter));

    private static string TypeOf(ParameterSyntax parameter) => parameter.Type?.ToString() ?? "";
}
