using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SharedSequencer.Conventions.Tree;

/// <summary>A C# file and its syntax.</summary>
internal sealed class CSharpFile(TreeFile file)
{
    private readonly Lazy<CompilationUnitSyntax> _root = new(() =>
        CSharpSyntaxTree.ParseText(file.Text, new CSharpParseOptions(LanguageVersion.Preview)).GetCompilationUnitRoot());

    public string Path => file.Path;

    public string Name => file.Name;

    public string Text => file.Text;

    public bool IsTest => file.IsTest;

    public CompilationUnitSyntax Root => _root.Value;

    public IEnumerable<T> Nodes<T>()
        where T : SyntaxNode => Root.DescendantNodes().OfType<T>();

    /// <summary>Types that are not inside other types.</summary>
    public IEnumerable<MemberDeclarationSyntax> TopLevelTypes() =>
        Nodes<MemberDeclarationSyntax>().Where(member =>
            member is BaseTypeDeclarationSyntax or DelegateDeclarationSyntax
            && member.Parent is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax);

    /// <summary>File and line of a node, as an editor opens it.</summary>
    public string At(SyntaxNode node) => $"{Path}:{LineOf(node.SpanStart)}";

    public int LineOf(int position) => Root.SyntaxTree.GetText().Lines.GetLineFromPosition(position).LineNumber + 1;
}
