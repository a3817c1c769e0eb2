using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SharedSequencer.Conventions.Tree;

namespace SharedSequencer.Conventions.Style;

public sealed class SizeTests
{
    private const int LinesPerFile = 400;
    private const int LinesPerTestFile = 500;
    private const int LinesPerMethod = 70;
    private const int LinesPerProgram = 25;
    private const int ColumnsPerLine = 140;

    /// <summary>Algorithms whose steps are written out instead of looped over, for speed.</summary>
    private static readonly string[] WrittenOut = ["shared/Primitives/Hashing/KeccakPermutation.cs"];

    [Fact]
    public void Files_fit_in_one_head() => Offences.None(
        from file in SourceTree.CSharp
        let lines = LinesOf(file)
        where lines > (file.IsTest ? LinesPerTestFile : LinesPerFile)
        select $"{file.Path}: {lines} lines",
        $"A file has at most {LinesPerFile} lines, in tests {LinesPerTestFile}.");

    [Fact]
    public void Methods_fit_on_one_page() => Offences.None(
        from file in SourceTree.CSharp
        from method in file.Nodes<SyntaxNode>()
        where !WrittenOut.Contains(file.Path)
            && method is BaseMethodDeclarationSyntax or LocalFunctionStatementSyntax or AccessorDeclarationSyntax
        let lines = file.LineOf(method.Span.End) - file.LineOf(method.SpanStart) + 1
        where lines > LinesPerMethod
        select $"{file.At(method)}: {lines} lines",
        $"A method has at most {LinesPerMethod} lines.");

    [Fact]
    public void A_service_starts_in_a_few_lines() => Offences.None(
        from file in SourceTree.CSharp
        where file.Path.StartsWith("services/", StringComparison.Ordinal) && file.Name == "Program.cs"
        let lines = LinesOf(file)
        where lines >= LinesPerProgram
        select $"{file.Path}: {lines} lines",
        $"Program.cs of a service has fewer than {LinesPerProgram} lines.");

    [Fact]
    public void Lines_can_be_read_side_by_side() => Offences.None(
        from file in SourceTree.CSharp
        from line in file.Root.SyntaxTree.GetText().Lines
        where line.End - line.Start > ColumnsPerLine
        select $"{file.Path}:{line.LineNumber + 1}: {line.End - line.Start} columns",
        $"110 columns are usual, {ColumnsPerLine} the most.");

    private static int LinesOf(CSharpFile file) => file.Text.AsSpan().TrimEnd('\n').Count('\n') + 1;
}
