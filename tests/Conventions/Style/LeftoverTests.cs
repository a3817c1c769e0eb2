using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SharedSequencer.Conventions.Tree;

namespace SharedSequencer.Conventions.Style;

public sealed partial class LeftoverTests
{
    [Fact]
    public void Nothing_is_left_for_later() => Offences.None(
        from file in SourceTree.Files
        where file.IsText() && !file.Path.StartsWith("tests/Conventions/", StringComparison.Ordinal)
            && !file.Path.Contains("/Recordings/", StringComparison.Ordinal)
        from Match mark in Marks().Matches(file.Text)
        select $"{file.Path}: {mark.Value}",
        "Do it, or write it into an issue.");

    [Fact]
    public void Nothing_pretends_to_be_there() => Offences.None(
        from file in SourceTree.CSharp
        from name in file.Nodes<IdentifierNameSyntax>()
        where name.Identifier.ValueText is "NotImplementedException"
        select file.At(name),
        "No NotImplementedException.");

    [Fact]
    public void No_exception_disappears() => Offences.None(
        from file in SourceTree.CSharp
        from clause in file.Nodes<CatchClauseSyntax>()
        where clause.Block.Statements.Count == 0 && !HasReason(clause.Block)
        select file.At(clause),
        "An empty catch needs at least the reason why nothing is to be done.");

    [Fact]
    public void No_exception_of_every_kind_disappears() => Offences.None(
        from file in SourceTree.CSharp
        from clause in file.Nodes<CatchClauseSyntax>()
        where clause.Block.Statements.Count == 0 && clause.Filter is null
            && (clause.Declaration is null || clause.Declaration.Type.ToString() is "Exception" or "System.Exception")
        select file.At(clause),
        "Swallowing everything hides the errors that nobody thought of.");

    [Fact]
    public void No_test_is_skipped() => Offences.None(
        (from file in SourceTree.CSharp
         from attribute in file.Nodes<AttributeSyntax>()
         where attribute.Name.ToString() is "Fact" or "Theory" or "InlineData"
         from argument in attribute.ArgumentList?.Arguments ?? []
         where argument.NameEquals?.Name.Identifier.ValueText.StartsWith("Skip", StringComparison.Ordinal) == true
         select file.At(attribute))
        .Concat(
            from file in SourceTree.CSharp
            from call in file.Nodes<InvocationExpressionSyntax>()
            where call.Expression.ToString() is "Assert.Skip" or "Assert.SkipWhen" or "Assert.SkipUnless"
            select file.At(call)),
        "A skipped test proves nothing.");

    [Fact]
    public void There_are_no_regions_and_no_wall_clock() => Offences.None(
        (from file in SourceTree.CSharp
         from region in file.Root.DescendantNodes(descendIntoTrivia: true).OfType<RegionDirectiveTriviaSyntax>()
         select file.At(region))
        .Concat(
            from file in SourceTree.CSharp
            from access in file.Nodes<MemberAccessExpressionSyntax>()
            where access.ToString() is "DateTime.Now" or "DateTime.UtcNow" or "DateTimeOffset.UtcNow" or "Thread.Sleep"
            select file.At(access)),
        "Cut the file instead of folding it; take a TimeProvider instead of the clock.");

    private static bool HasReason(BlockSyntax block) => block.DescendantTrivia().Any(trivia =>
        trivia.IsKind(SyntaxKind.SingleLineCommentTrivia) || trivia.IsKind(SyntaxKind.MultiLineCommentTrivia));

    [GeneratedRegex(@"\b(TODO|FIXME|HACK|XXX)\b")]
    private static partial Regex Marks();
}
