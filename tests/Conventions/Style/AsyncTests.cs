using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SharedSequencer.Conventions.Tree;

namespace SharedSequencer.Conventions.Style;

public sealed class AsyncTests
{
    /// <summary>Parameters that carry a token of their own.</summary>
    private static readonly string[] Carriers =
        ["CancellationToken", "HttpContext", "HttpRequest", "HttpResponse", "ServerCallContext", "ConnectionContext"];

    /// <summary>Signatures that an interface or a base class of the platform dictates.</summary>
    private static readonly HashSet<string> Dictated =
        ["DisposeAsync", "OnActivateAsync", "OnDeactivateAsync", "InitializeAsync", "InvokeAsync", "Main"];

    /// <summary>Ending things: whoever gives up half-way leaves them half ended.</summary>
    private static readonly string[] Endings = ["Dispose", "Stop", "Kill", "End", "Release", "Unlock", "Lose", "Close"];

    [Fact]
    public void Whoever_waits_can_be_told_to_stop() => Offences.None(
        from file in SourceTree.CSharp
        where !file.IsTest
        from method in file.Nodes<MethodDeclarationSyntax>()
        where IsAwaitable(method.ReturnType.ToString())
            && (method.Modifiers.Any(SyntaxKind.AsyncKeyword) || method.ExpressionBody is not null)
            && IsCalledFromOutside(method)
            && !Dictated.Contains(method.Identifier.ValueText)
            && !method.Modifiers.Any(SyntaxKind.OverrideKeyword)
            && method.ExplicitInterfaceSpecifier is null
            && !Endings.Any(verb => method.Identifier.ValueText.StartsWith(verb, StringComparison.Ordinal))
            && !method.ParameterList.Parameters.Any(CarriesToken)
            && !BelongsToALifetime(method)
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
            && !parameters.Skip(place).All(IsTokenOrParams)
        select $"{file.At(method)}: {method.Identifier.ValueText}",
        "The CancellationToken is the last parameter.");

    [Fact]
    public void No_async_method_returns_nothing() => Offences.None(
        from file in SourceTree.CSharp
        from method in file.Nodes<MethodDeclarationSyntax>()
        where method.Modifiers.Any(SyntaxKind.AsyncKeyword) && method.ReturnType.ToString() == "void"
        select file.At(method),
        "Nobody sees the exception of an async void method.");

    /// <summary>A private step belongs to the method that calls it; a program's entry ends with its process.</summary>
    private static bool IsCalledFromOutside(MethodDeclarationSyntax method) =>
        (method.Modifiers.Any(SyntaxKind.PublicKeyword) || method.Modifiers.Any(SyntaxKind.InternalKeyword))
        && method.ParameterList.Parameters is not [{ Type: ArrayTypeSyntax }];

    private static bool IsTokenOrParams(ParameterSyntax parameter) =>
        TypeOf(parameter) == "CancellationToken" || parameter.Modifiers.Any(SyntaxKind.ParamsKeyword);

    private static bool IsAwaitable(string type) =>
        type is "Task" or "ValueTask"
        || type.StartsWith("Task<", StringComparison.Ordinal)
        || type.StartsWith("ValueTask<", StringComparison.Ordinal)
        || type.StartsWith("IAsyncEnumerable<", StringComparison.Ordinal);

    /// <summary>Whether its type keeps a token, or a source of tokens, that ends everything it does.</summary>
    private static bool BelongsToALifetime(MethodDeclarationSyntax method) =>
        method.Parent is TypeDeclarationSyntax type
        && (type.ParameterList?.Parameters.Any(CarriesToken) == true
            || type.Members.OfType<FieldDeclarationSyntax>().Any(field =>
                field.Declaration.Type.ToString() is "CancellationToken" or "CancellationTokenSource"));

    /// <summary>Work that is handed over brings its token along.</summary>
    private static bool CarriesToken(ParameterSyntax parameter) => Carriers.Contains(TypeOf(parameter))
        || (TypeOf(parameter).StartsWith("Func<", StringComparison.Ordinal) && TypeOf(parameter).Contains("Task"));

    private static string TypeOf(ParameterSyntax parameter) => parameter.Type?.ToString() ?? "";
}
