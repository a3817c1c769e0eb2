using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SharedSequencer.Conventions.Tree;

namespace SharedSequencer.Conventions.Style;

public sealed class TypeTests
{
    private static readonly string[] EmptyWords =
        ["Manager", "Helper", "Helpers", "Util", "Utils", "Utility", "Utilities", "Processor", "Data", "Info"];

    [Fact]
    public void A_file_holds_one_public_type_and_has_its_name() => Offences.None(
        from file in SourceTree.CSharp
        let names = file.TopLevelTypes().Where(IsPublic).Select(NameOf).Distinct().ToList()
        where names.Count > 1 || (names.Count == 1 && !IsFileOf(file, names[0]))
        select $"{file.Path}: {string.Join(", ", names)}",
        "One public top-level type per file; the file has its name.");

    [Fact]
    public void No_type_has_a_name_that_says_nothing() => Offences.None(
        from file in SourceTree.CSharp
        from type in file.Nodes<BaseTypeDeclarationSyntax>()
        let name = type.Identifier.ValueText
        where EmptyWords.Any(word => name.EndsWith(word, StringComparison.Ordinal))
        select $"{file.At(type)}: {name}",
        $"A type is not called {string.Join(", ", EmptyWords)}: say what it does.");

    [Fact]
    public void Namespaces_are_file_scoped() => Offences.None(
        from file in SourceTree.CSharp
        from block in file.Nodes<NamespaceDeclarationSyntax>()
        select file.At(block),
        "Use a file-scoped namespace.");

    [Fact]
    public void Classes_are_sealed_unless_made_to_be_derived_from() => Offences.None(
        from file in SourceTree.CSharp
        // BenchmarkDotNet derives from the classes that it runs.
        where !file.Path.StartsWith("tests/Benchmarks/", StringComparison.Ordinal)
        from type in file.Nodes<TypeDeclarationSyntax>()
        where type is ClassDeclarationSyntax or RecordDeclarationSyntax { ClassOrStructKeyword.RawKind: not (int)SyntaxKind.StructKeyword }
            && !type.Modifiers.Any(SyntaxKind.PartialKeyword)
            && !HasAny(type, SyntaxKind.SealedKeyword, SyntaxKind.AbstractKeyword, SyntaxKind.StaticKeyword)
            && !Bases.Value.Contains(type.Identifier.ValueText)
            && !HoldsBenchmarks(type)
        select $"{file.At(type)}: {type.Identifier.ValueText}",
        "A class is sealed, abstract or static, or something here derives from it.");

    private static readonly Lazy<HashSet<string>> Bases = new(() =>
    [
        .. from file in SourceTree.CSharp
           from type in file.Nodes<BaseTypeSyntax>()
           select type.Type.ToString().Split('<', '.')[^1],
        .. from file in SourceTree.CSharp
           from type in file.Nodes<BaseTypeSyntax>()
           select type.Type.ToString().Split('<')[0],
    ]);

    /// <summary>BenchmarkDotNet derives from the classes whose methods it measures.</summary>
    private static bool HoldsBenchmarks(TypeDeclarationSyntax type) =>
        type.DescendantNodes().OfType<AttributeSyntax>().Any(mark => mark.Name.ToString() == "Benchmark");

    private static bool HasAny(TypeDeclarationSyntax type, params SyntaxKind[] modifiers) =>
        modifiers.Any(modifier => type.Modifiers.Any(modifier));

    private static bool IsPublic(MemberDeclarationSyntax type) => type.Modifiers.Any(SyntaxKind.PublicKeyword);

    private static string NameOf(MemberDeclarationSyntax type) => type switch
    {
        BaseTypeDeclarationSyntax named => named.Identifier.ValueText,
        DelegateDeclarationSyntax called => called.Identifier.ValueText,
        _ => "",
    };

    /// <summary><c>Type.cs</c>, or <c>Type.Concern.cs</c> for a part of it.</summary>
    private static bool IsFileOf(CSharpFile file, string type) =>
        file.Name == $"{type}.cs" || (file.Name.StartsWith($"{type}.", StringComparison.Ordinal) && !file.IsTest);
}
